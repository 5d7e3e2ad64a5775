import { describe, expect, it, jest } from '@jest/globals';
import type { Plan } from '../../../src/core/plan.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { prove } from '../../../src/simulation/proof/prove.ts';
import { ladder, planOf, sturdy, weekly } from '../../support/proof-plan.ts';

/** A year takes seconds, more of them on a busy machine. */
jest.setTimeout(120_000);

/** Monday, 1 March 2027; ben is on call until 09:00 in Madrid, which is 08:00 UTC, then ana. */
const MONDAY = Date.UTC(2027, 2, 1);
const HANDOFF = '2027-03-01T08:00:00.000Z';
const iso = (at: number) => new Date(at).toISOString();

const refuted = (plan: Plan, from = MONDAY, length = 8 * DAY) =>
  prove(plan, from, from + length).counterexamples.map(({ claim, severity, says, cure, minutes, worlds, example }) => ({
    claim,
    severity,
    says,
    cure,
    minutes,
    worlds,
    at: iso(example.at),
  }));
const all = (8 * DAY) / MINUTE;

describe('a policy that holds', () => {
  it('is proven, and what was covered is said', () => {
    const proof = prove(planOf(sturdy), MONDAY, MONDAY + 365 * DAY);
    expect(proof.counterexamples).toEqual([]);
    expect(proof.covered).toMatchObject({ minutes: 525_600, people: 3, faults: 9 });
    expect(proof.covered.edges).toEqual({ handoffs: 53, maintenance: 0, hours: 0, clocks: 2 });
    expect(proof.covered.runs).toBeLessThan(2_000);
    expect(proof.times.map(({ words }) => words)).toEqual([
      '6 min: 5 min until its last level is due, 1 min of slack',
      '6 min: 5 min until its last level is due, 1 min of slack',
    ]);
  });

  it('counts the delays between the ways of whoever takes longest into its time', () => {
    const people = { ...sturdy.people, ben: ['pager', { channel: 'phone', after: 2 * MINUTE }] };
    const { times, counterexamples } = prove(planOf({ ...sturdy, people }), MONDAY, MONDAY + 8 * DAY);
    expect(times[0]!.within).toBe(8 * MINUTE);
    expect(counterexamples).toEqual([]);
  });

  it('says how far it is, up to the end', () => {
    const heard: number[] = [];
    prove(planOf(sturdy), MONDAY, MONDAY + DAY, (share) => heard.push(share));
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.at(-1)).toBeCloseTo(1);
  });
});

describe('(a, E6) every P1 wakes a person in its time', () => {
  it('is refuted where nobody on the ladder has a waking channel', () => {
    const people = { ana: ['mail'], ben: ['mail'], lead: ['mail', 'chat'] };
    const plan = planOf({ ...sturdy, people });
    const { example, ...found } = prove(plan, MONDAY, MONDAY + 8 * DAY).counterexamples[0]!;
    expect(found).toEqual({
      claim: 'wakes',
      severity: 'P1',
      says: 'P1 wakes nobody within 6 min',
      cure: 'give lead a waking channel, or put somebody who has one on level 3',
      minutes: all,
      worlds: ['nothing else fails'],
    });
    expect(example.at).toBe(MONDAY);
    expect(example.timeline.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'paged ben (on-call) on mail (P1, level 1)',
        'paged lead on mail (P1, level 2)',
        'its time is over: nobody was woken',
        'nothing more is due: nobody is woken',
      ]),
    );
  });

  it('is held by the policy that a missing one falls back to (S2)', () => {
    const people = { ...sturdy.people, ana: ['mail'], lead: ['mail'] };
    const found = refuted(
      planOf({ escalation: { P2: ladder('on-call', 'lead') }, people, rotations: sturdy.rotations }),
    );
    // What opens less than its time before ben takes over on the second Monday is saved by him; his page takes a second.
    expect(found[0]).toMatchObject({ claim: 'wakes', severity: 'P1', at: HANDOFF, minutes: 7 * 24 * 60 - 6 + 1 });
  });

  it('is refuted where no severity has a policy', () => {
    expect(refuted(planOf({ ...sturdy, escalation: {} })).map(({ claim, cure }) => [claim, cure])).toEqual([
      ['wakes', 'give the severity a policy: nobody is paged at all'],
      ['accepted', 'give the severity a policy: nobody is paged at all'],
    ]);
  });
});

describe('(b) every P2 is accepted in its time', () => {
  it('is refuted where nobody of it has a channel that exists', () => {
    const plan = planOf({
      ...sturdy,
      escalation: { ...sturdy.escalation, P2: ladder('dan') },
      people: { ...sturdy.people, dan: ['pigeon'] },
    });
    expect(refuted(plan).map(({ claim, severity, says }) => [claim, severity, says])).toEqual([
      ['accepted', 'P2', 'P2 reaches nobody within 1 min'],
      ['reachable', 'P2', 'dan, on level 1 of P2, has no channel that exists'],
      ['no gap', 'P2', 'level 1 of P2 leads to nobody: dan has no channel that exists'],
    ]);
  });
});

describe('(c, E6) whoever can be paged can be reached', () => {
  it('is refuted by a sleeping secondary, and so is the claim that the primary is no single point of failure', () => {
    const people = { ...sturdy.people, lead: ['mail', 'chat'] };
    expect(refuted(planOf({ ...sturdy, people }))).toEqual([
      {
        claim: 'reachable',
        severity: 'P1',
        says: 'lead, on level 2 of P1, sleeps through it: mail and chat wake nobody',
        cure: 'give lead a channel that wakes, or take lead out of P1',
        minutes: all,
        worlds: [],
        at: iso(MONDAY),
      },
      {
        claim: 'no single point of failure',
        severity: 'P1',
        says: 'P1 wakes nobody within 6 min when ben does not answer',
        cure: 'give lead a waking channel, or put somebody who has one on level 3',
        // Just before a hand-off whoever is on call next is woken in time, a second later.
        minutes: all - 2 * 6 + 1,
        worlds: ['ben does not answer', 'ana does not answer'],
        at: iso(MONDAY),
      },
    ]);
  });
});

describe('(d) no gap', () => {
  it('is refuted by an override that names a removed person, to the minute', () => {
    const overrides = [{ from: '2027-03-03T18:00', to: '2027-03-03T20:00', member: 'gone' }];
    const found = refuted(planOf({ ...sturdy, rotations: { 'on-call': weekly(['ana', 'ben'], { overrides }) } }));
    expect(found.filter(({ claim }) => claim === 'no gap')).toEqual(
      (['P1', 'P2'] as const).map((severity) => ({
        claim: 'no gap',
        severity,
        says: `level 1 of ${severity} leads to nobody: 'gone' is not among people and teams`,
        cure: 'take gone out of on-call, or add that person to people',
        minutes: 120,
        worlds: [],
        at: '2027-03-03T17:00:00.000Z',
      })),
    );
    // E3 goes to the next level at once, which makes the lead the only one.
    expect(found[2]).toMatchObject({
      says: 'P1 wakes nobody within 6 min when lead does not answer',
      at: '2027-03-03T17:00:00.000Z',
    });
  });

  it('is refuted by an override of a quarter of an hour that lasts 75 minutes in the night clocks go back (T1)', () => {
    const overrides = [{ from: '2027-10-31T02:30', to: '2027-10-31T02:45', member: 'gone' }];
    const plan = planOf({ ...sturdy, rotations: { 'on-call': weekly(['ana', 'ben'], { overrides }) } });
    const gap = refuted(plan, Date.UTC(2027, 9, 30), 2 * DAY).find(({ claim }) => claim === 'no gap');
    expect(gap).toMatchObject({ minutes: 75, at: '2027-10-31T00:30:00.000Z' });
  });

  it('is refuted by a rotation without members, and by hours that never open (E6)', () => {
    const hours = { timezone: 'UTC', days: [], from: '08:00', to: '18:00' };
    const escalation = { ...sturdy.escalation, P3: { ...ladder('lead'), hours } };
    const found = refuted(planOf({ ...sturdy, escalation, rotations: { 'on-call': weekly([]) } }));
    expect(found.filter(({ claim }) => claim === 'no gap').map(({ says, cure }) => [says, cure])).toEqual([
      ['level 1 of P1 leads to nobody: on-call has no members', 'give on-call members'],
      ['level 1 of P2 leads to nobody: on-call has no members', 'give on-call members'],
      ['the hours of P3 never open: its pages wait for ever', 'give the hours of P3 days, or take the hours out'],
    ]);
  });
});

describe('(e) no single point of failure', () => {
  it('is refuted by a single waking channel', () => {
    const people = { ana: ['pager', 'mail'], ben: ['pager', 'mail'], lead: ['pager', 'mail'] };
    expect(refuted(planOf({ ...sturdy, people }))).toEqual([
      {
        claim: 'no single point of failure',
        severity: 'P1',
        says: 'P1 wakes nobody within 6 min when pager refuses everything',
        cure: 'give lead a second waking channel beside pager, or put somebody who has one on level 3',
        minutes: all,
        worlds: ['pager refuses everything'],
        at: iso(MONDAY),
      },
    ]);
  });

  it('is refuted by a single person', () => {
    const people = { ...sturdy.people, lead: ['phone', 'pager'] };
    const found = refuted(planOf({ ...sturdy, people, escalation: { ...sturdy.escalation, P1: ladder('lead') } }));
    expect(found.at(-1)).toMatchObject({
      says: 'P1 wakes nobody within 1 min when lead does not answer',
      cure: 'put somebody else who has a waking channel on level 2',
      minutes: all,
    });
  });

  it('is refuted by one account behind two channels', () => {
    const plan = planOf(sturdy);
    const twilio = { settings: { account: 'AC000' } };
    const channels = {
      ...plan.channels,
      pager: { ...plan.channels.pager!, ...twilio },
      phone: { ...plan.channels.phone!, ...twilio },
    };
    // At any minute: an hour shows it as well as a week. A ladder that fails whole is begun again, and takes long to try.
    expect(refuted({ ...plan, channels }, MONDAY, HOUR)[0]).toMatchObject({
      says: 'P1 wakes nobody within 6 min when the account AC000 (pager, phone) refuses everything',
      // In that hour either of them mends it.
      cure: expect.stringMatching(
        /^give (ben|lead) a second waking channel beside the account AC000 \(pager, phone\), or put somebody who has one on level 3$/,
      ),
    });
  });

  it('is refuted by a provider that hangs where one that refuses would do no harm (E5)', () => {
    const people = { ana: ['pager', 'phone'], ben: ['pager', 'phone'], lead: ['phone'] };
    const quick = {
      levels: [
        { after: 0, page: 'on-call' },
        { after: 1_000, page: 'lead' },
      ],
      repeat: 2,
    };
    const plan = planOf({ ...sturdy, people, escalation: { P1: quick, P2: sturdy.escalation.P2 } });
    expect(refuted(plan)).toEqual([]);
    const slow = planOf({
      ...sturdy,
      people: { ...people, lead: ['pager', 'phone'] },
      escalation: { P1: quick, P2: sturdy.escalation.P2 },
    });
    expect(refuted(slow)[0]).toMatchObject({
      worlds: ['pager hangs: nobody knows what arrived'],
      cure: "page lead sooner: shorten the 'after' of a level or of a way before, or put the way that works first",
    });
  });

  it('holds where a hand-off comes in the middle of a ladder: the next level is not put off by it (E2, E4)', () => {
    // On a Monday at 08:57 ana is cut off, at 09:00 so is ben: the lead is due at 09:02 all the same.
    const people = { ana: ['pager', 'mail'], ben: ['pager', 'mail'], lead: ['phone'] };
    expect(refuted(planOf({ ...sturdy, people }))).toEqual([]);
  });

  it('is refuted for the minutes between two hand-offs in which both levels are one person (E4)', () => {
    const rotations = {
      'on-call': weekly(['ana', 'ben']),
      second: weekly(['ben', 'ana'], { handoff: { every: 'week', on: 'monday', at: '08:50' } }),
    };
    const found = refuted(
      planOf({ ...sturdy, rotations, escalation: { ...sturdy.escalation, P1: ladder('on-call', 'second') } }),
    );
    // Both are ben from 08:50 to 09:00. Level 2 of what opens five minutes before is due then; what opens after 08:54 is
    // saved by the hand-off at 09:00: nine minutes on each of two Mondays, the first of which both are whole.
    expect(found).toMatchObject([
      {
        claim: 'no single point of failure',
        cure: 'put somebody else who has a waking channel on level 3',
        worlds: ['ben does not answer', 'ana does not answer'],
        minutes: 2 * 9 + 1,
        at: '2027-03-01T07:45:00.000Z',
      },
    ]);
  });
});

describe('nights in which clocks are changed (T1)', () => {
  /** Both levels are one person from 02:30 to 03:00 each night. */
  const rotations = {
    'on-call': weekly(['ana', 'ben'], { handoff: { every: 'day', at: '02:30' } }),
    second: weekly(['ben', 'ana'], { handoff: { every: 'day', at: '03:00' } }),
  };
  const plan = planOf({ ...sturdy, rotations, escalation: { ...sturdy.escalation, P1: ladder('on-call', 'second') } });
  const minutesOf = (night: number) => refuted(plan, night, 12 * HOUR).reduce((sum, { minutes }) => sum + minutes, 0);

  it('half an hour in a usual night, none where 02:30 is skipped, half an hour and one more where it comes twice', () => {
    const usual = minutesOf(Date.UTC(2027, 2, 27));
    expect(usual).toBeGreaterThan(20);
    expect(minutesOf(Date.UTC(2027, 2, 28))).toBe(0);
    expect(minutesOf(Date.UTC(2027, 9, 31))).toBe(usual + 60);
  });
});

describe('maintenance (M1, M2)', () => {
  const nightly = { name: 'nightly', timezone: 'UTC', length: HOUR, starts: { at: '02:00' }, monitors: ['backend'] };

  it('holds a policy to nothing while it lasts, and to its whole time from its end on', () => {
    const plan = planOf(sturdy, { maintenance: [nightly] });
    expect(refuted(plan)).toEqual([]);
    // In the hour after the window only dan is on call, whom nothing wakes.
    const overrides = [{ from: '2027-03-03T04:00', to: '2027-03-03T05:00', member: 'dan' }];
    const asleep = planOf(
      {
        escalation: { ...sturdy.escalation, P1: ladder('on-call') },
        people: { ...sturdy.people, dan: ['mail'] },
        rotations: { 'on-call': weekly(['ana', 'ben'], { overrides }) },
      },
      { maintenance: [nightly], monitors: { backend: plan.monitors.backend! } },
    );
    const found = refuted(asleep).find(({ claim }) => claim === 'wakes');
    // 59 minutes and a second of that hour, and for what opened under maintenance all 60 of the window before.
    expect(found).toMatchObject({ at: '2027-03-03T02:00:00.000Z', says: 'P1 wakes nobody within 1 min' });
    expect(found!.minutes).toBe(60 + 59 + 1);
  });
});

describe('a provider that escalates itself (E8)', () => {
  /** One person alone on the ladder, by a pager whose provider pages others. */
  const alone = { escalation: { P1: ladder('lead'), P2: ladder('lead') }, people: { lead: ['pager', 'phone'] } };
  const { channels } = planOf(alone);
  const pager = channels.pager!;
  const taken = planOf(alone, {
    channels: { ...channels, pager: { ...pager, can: { ...pager.can, escalates: true } } },
  });
  const worlds = (plan: Plan) =>
    prove(plan, MONDAY, MONDAY + DAY)
      .counterexamples.flatMap((each) => each.worlds)
      .filter((world) => world.includes('does not answer'));

  it('is trusted with whom it wakes once it has a page, and the proof says so', () => {
    expect(worlds(planOf(alone))).not.toEqual([]);
    expect(worlds(taken)).toEqual([]);
    expect(prove(taken, MONDAY, MONDAY + DAY).trusts).toEqual(['pager']);
    expect(prove(planOf(alone), MONDAY, MONDAY + DAY).trusts).toEqual([]);
  });

  it('is a single point of failure like any other where nothing is behind it', () => {
    const plan = { ...taken, channels: { pager: taken.channels.pager! } };
    expect(prove(plan, MONDAY, MONDAY + DAY).counterexamples.map(({ says }) => says)).toContain(
      'P1 wakes nobody within 1 min when pager refuses everything',
    );
  });
});
