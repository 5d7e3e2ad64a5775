import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOUR, MINUTE } from '../../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

/** A P1 of one monitor whose primary was paged a minute ago. */
function paged(plan = shop({ rules: [] })): Pure {
  const engine = new Pure(withMonitor(plan, 'backend', { dependsOn: [], severity: 'P1' }));
  engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
  engine.lookAround();
  engine.run(MINUTE);
  return engine;
}
const answer = (engine: Pure, type: 'acknowledge' | 'unacknowledge' | 'escalate', by = 'devops-1') =>
  engine.send({ type, by, via: 'link' });
const reassign = (engine: Pure, to: string, by = 'devops-1') => engine.send({ type: 'reassign', to, by, via: 'link' });
/** Who is paged from here on, in so many ms. */
function pagedWithin(engine: Pure, ms: number) {
  const [before, at] = [engine.pages().length, engine.now];
  engine.run(ms);
  return engine
    .pages()
    .slice(before)
    .map(({ person, at: when }) => `${person} +${(when - at) / MINUTE} min`);
}
const told = (engine: Pure, news: RegExp) => {
  const ids = engine.incident?.news.flatMap(({ n, text }) => (news.test(text) ? [n] : [])) ?? [];
  return engine.claimed.flatMap(({ due }) =>
    due.kind === 'tell' && ids.includes(due.ask.news) ? [due.ask.person] : [],
  );
};

describe('an acknowledgement that is taken back', () => {
  it('pages the level of whoever had it at once, then upwards; all who were paged hear of it (A3)', () => {
    const engine = paged();
    answer(engine, 'acknowledge');
    engine.run(10 * MINUTE);
    expect(answer(engine, 'unacknowledge')).toEqual({
      is: 'done',
      text: 'devops-1 took the acknowledgement back: paging goes on',
    });
    expect(pagedWithin(engine, 5 * MINUTE)).toEqual(['devops-1 +0 min', 'lead-developer +5 min']);
    expect(told(engine, /took the acknowledgement back/)).toEqual(['devops-1']);
  });

  it('by somebody else says whose it was', () => {
    const engine = paged();
    answer(engine, 'acknowledge');
    expect(answer(engine, 'unacknowledge', 'lead-developer')).toMatchObject({
      text: 'lead-developer took the acknowledgement by devops-1 back: paging goes on',
    });
  });

  it('can be given again, and taken back again; twice is once (A1)', () => {
    const engine = paged();
    expect(answer(engine, 'unacknowledge')).toMatchObject({ is: 'done', text: expect.stringContaining('nobody has') });
    for (let round = 0; round < 3; round++) {
      expect(answer(engine, 'acknowledge')).toMatchObject({ text: 'acknowledged by devops-1' });
      expect(pagedWithin(engine, HOUR / 3)).toEqual([]);
      answer(engine, 'unacknowledge');
      const { version } = engine.head();
      expect(answer(engine, 'unacknowledge')).toMatchObject({ is: 'done' });
      expect(engine.head().version).toBe(version);
      expect(pagedWithin(engine, 0)).toEqual(['devops-1 +0 min']);
    }
  });

  it('while all is muted pages nobody; the end of the mute does (M2)', () => {
    const engine = paged();
    answer(engine, 'acknowledge');
    const until = engine.now + 20 * MINUTE;
    engine.mutes = [{ id: 'm', monitors: ['backend'], from: engine.now, until, why: 'work', by: 'ada' }];
    engine.run(MINUTE);
    answer(engine, 'unacknowledge');
    expect(engine.head().attention).toEqual({ is: 'nobody' });
    expect(pagedWithin(engine, 18 * MINUTE)).toEqual([]);
    expect(pagedWithin(engine, 2 * MINUTE)).toEqual(['devops-1 +1 min']);
  });

  it('after the end, and before anything is confirmed, changes nothing (A1)', () => {
    const engine = paged();
    engine.truth = () => 'up';
    engine.run(HOUR);
    const closed = engine.head();
    expect(closed.phase).toBe('closed');
    expect(answer(engine, 'unacknowledge')).toMatchObject({
      is: 'done',
      text: expect.stringContaining('nothing was left'),
    });
    expect(engine.head()).toBe(closed);
  });
});

describe('a reassignment', () => {
  it('pages that one at once; nobody else has it, and the level above follows where no answer comes', () => {
    const engine = paged();
    answer(engine, 'acknowledge');
    engine.run(MINUTE);
    expect(reassign(engine, 'senior-developer')).toEqual({
      is: 'done',
      text: 'reassigned to senior-developer, who is paged now',
    });
    expect(engine.head().attention).toEqual({ is: 'nobody' });
    expect(pagedWithin(engine, 5 * MINUTE)).toEqual(['senior-developer +0 min', 'lead-developer +5 min']);
    expect(engine.pages().find(({ person }) => person === 'senior-developer')).toMatchObject({ level: 'assignee' });
    expect(told(engine, /^reassigned to senior-developer by devops-1/)).toEqual(['devops-1']);
  });

  it('is theirs once they acknowledge: paging stops', () => {
    const engine = paged();
    reassign(engine, 'senior-developer');
    engine.run(MINUTE);
    answer(engine, 'acknowledge', 'senior-developer');
    expect(engine.head().attention).toMatchObject({ is: 'acknowledged', by: 'senior-developer' });
    expect(pagedWithin(engine, HOUR / 3)).toEqual([]);
  });

  it('to the next level goes on with the one above it; nobody is paged twice in a cycle (E4)', () => {
    const engine = paged();
    reassign(engine, 'lead-developer');
    expect(pagedWithin(engine, 4 * MINUTE)).toEqual(['lead-developer +0 min']);
  });

  it('to a rotation means whoever is on call', () => {
    const engine = paged();
    expect(reassign(engine, 'on-call-devops', 'lead-developer')).toMatchObject({
      text: 'reassigned to on-call-devops (devops-1), who is paged now',
    });
    expect(pagedWithin(engine, 0)).toEqual(['devops-1 +0 min']);
  });

  it('twice, and by two people, pages once', () => {
    const engine = paged();
    reassign(engine, 'senior-developer');
    engine.settle();
    const { version } = engine.head();
    expect(reassign(engine, 'senior-developer', 'devops-2')).toMatchObject({
      is: 'done',
      text: 'it was reassigned to senior-developer already',
    });
    expect(engine.head().version).toBe(version);
  });

  it.each([
    ['nobody-known', "there is no 'nobody-known'; there are devops-1, devops-2"],
    ['devops-1', 'to take it yourself, acknowledge it'],
  ])('to %s is refused in words', (to, words) => {
    const engine = paged();
    const { version } = engine.head();
    expect(reassign(engine, to)).toMatchObject({ is: 'refused', text: expect.stringContaining(words) });
    expect(engine.head().version).toBe(version);
  });

  it('to whoever has it changes nothing', () => {
    const engine = paged();
    answer(engine, 'acknowledge', 'lead-developer');
    expect(reassign(engine, 'lead-developer')).toMatchObject({ is: 'done', text: expect.stringContaining('already') });
    expect(engine.head().attention).toMatchObject({ by: 'lead-developer' });
  });

  it('to somebody with no way to reach them is refused', () => {
    const { roster } = policy();
    const people = { ...roster.people, mute: { timezone: 'UTC', notify: [{ channel: 'gone' }] } };
    const engine = paged(shop({ rules: [], policy: policy({ roster: { ...roster, people } }) }));
    expect(reassign(engine, 'mute')).toMatchObject({
      is: 'refused',
      text: expect.stringContaining('cannot be reached'),
    });
  });

  it('outside the hours of the policy pages at once all the same, and so does escalating after an acknowledgement (A3, E6)', () => {
    const { escalation } = policy();
    const hours = { timezone: 'UTC', days: ['tuesday'], from: '08:00', to: '09:00' } as const;
    const levels = [
      { after: 0, page: 'devops-1' },
      { after: 5 * MINUTE, page: 'lead-developer' },
    ];
    const plan = shop({
      rules: [],
      policy: policy({ escalation: { ...escalation, P3: { levels, repeat: 0, hours } } }),
    });
    for (const ask of [
      (e: Pure) => reassign(e, 'senior-developer'),
      (e: Pure) => {
        answer(e, 'acknowledge');
        return answer(e, 'escalate');
      },
    ]) {
      const engine = new Pure(withMonitor(plan, 'backend', { dependsOn: [], severity: 'P3' }));
      engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
      engine.lookAround();
      expect(pagedWithin(engine, HOUR)).toEqual([]);
      expect(ask(engine)).toMatchObject({ is: 'done' });
      // The one that was asked for, and no more before opening time.
      expect(pagedWithin(engine, 2 * HOUR)).toHaveLength(1);
    }
  });
});

describe('whatever is answered, in any order', () => {
  const people = ['devops-1', 'lead-developer', 'senior-developer'];
  const step = fc.record({
    minutes: fc.integer({ min: 0, max: 7 }),
    does: fc.constantFrom('acknowledge', 'unacknowledge', 'escalate', 'reassign', 'note'),
    by: fc.constantFrom(...people),
    to: fc.constantFrom(...people),
    generation: fc.constantFrom(1, 2),
  });

  const { acknowledgementExpires: _, ...forGood } = policy().escalation.P1!;

  it('a new ladder pages somebody at once, and while somebody has it nobody is paged (V1, V2, A5)', () => {
    let began = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const engine = paged(shop({ rules: [], policy: policy({ escalation: { P1: forGood } }) }));
        for (const { minutes, does, by, to, generation } of steps) {
          engine.run(minutes * MINUTE);
          const who = { by, via: 'link', generation };
          const before = engine.head();
          const reply = engine.send(
            does === 'reassign'
              ? { type: does, to, ...who }
              : does === 'note'
                ? { type: does, text: 'looking', ...who }
                : { type: does, ...who },
          );
          // A3: what is meant for another generation changes nothing of who has it.
          if (generation === 2) expect([reply.is, engine.head().attention]).toEqual(['refused', before.attention]);
          const has = engine.head().attention.is === 'acknowledged';
          const isNew = engine.head().ladder?.n !== before.ladder?.n;
          const pages = pagedWithin(engine, 5 * MINUTE);
          if (has) expect([does, pages]).toEqual([does, []]);
          if (isNew) expect([does, pages[0]]).toEqual([does, expect.stringContaining('+0 min')]);
          began += isNew ? 1 : 0;
        }
      }),
      { numRuns: 60 },
    );
    expect(began).toBeGreaterThan(20);
  });
});
