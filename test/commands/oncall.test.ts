import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import { commandLine } from '../../src/commands/command-line.ts';
import { onCallLines } from '../../src/commands/oncall-lines.ts';
import { handoffs } from '../../src/core/escalation/handoffs.ts';
import { onCallNow } from '../../src/core/escalation/oncall.ts';
import { type LadderPlan, type Plan, WEEKDAYS } from '../../src/core/plan.ts';
import { HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { policy, shop } from '../support/plan.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-oncall-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const surroundings = (columns: number, colors = false) => ({
  isTerminal: colors,
  columns,
  environment: {},
  directory,
  colors: pc.createColors(colors),
});

async function oncall(...args: readonly string[]) {
  let out = '';
  let err = '';
  const io = {
    ...surroundings(80),
    out: (text: string) => (out += `${text}\n`),
    err: (text: string) => (err += `${text}\n`),
    write: () => {},
  };
  return { exit: await commandLine(['oncall', ...args], io), out, err };
}

const EXAMPLE = resolve(import.meta.dirname, '../../examples/web-service.yaml');

describe('tocsin oncall', () => {
  it('says from the config alone who is on call, how, who is next and who takes over when', async () => {
    const { exit, out } = await oncall('-f', EXAMPLE, '--at', '2026-12-24T18:00');
    expect(exit).toBe(0);
    expect(`\n${out}`).toBe(`
shop on Thursday, 24 December 2026, 18:00 (Europe/Madrid)

P1  at once           bob (on-call)  bob-phone (wakes), chat @bob after 2 min
    after 5 min       ada            ada-phone (wakes), chat @ada after 2 min
    after 10 min      bob            paged already in this round
    after 15 min      all again      3 times, from the top
    after 1 h         last resort    ada, bob
    an acknowledgement holds for 30 min, then paging goes on

P2  at once           bob (on-call)  bob-phone (wakes), chat @bob after 2 min
    after 15 min      developers     chat #developers
    after 30 min      all again      2 times, from the top
    after 1 h 30 min  last resort    ada, bob, developers

P3  at once           developers     chat #developers
    after 15 min      last resort    developers

P4  as P3: it has no policy of its own

Rotations
  on-call  bob (instead of ada) until Sat 26 Dec 09:00, then ada
`);
  });

  it('says where a provider pages by its own policy, and what the levels are for then (E8)', async () => {
    const config = join(directory, 'tocsin.yaml');
    const text = (escalates: boolean) => `
monitors:
  shop: { url: "https://shop.example.com/", severity: P1 }
people:
  ana: { notify: [pager] }
  ben: { notify: [pager] }
escalation:
  P1: { levels: [{ page: ana }, { after: 5m, page: ben }] }
channels:
  pager: { kind: pagerduty, routing-key: "\${secret:pagerduty}", escalates: ${escalates} }
`;
    const line = 'once pager accepts, its own policy takes over: levels here are for when it fails';
    writeFileSync(config, text(true));
    expect((await oncall('-f', config)).out.match(new RegExp(line, 'g'))).toHaveLength(1);
    const { severities } = JSON.parse((await oncall('-f', config, '-o', 'json')).out);
    expect(severities[0].levels[0].people[0].ways).toEqual([{ channel: 'pager', wakes: true, escalates: true }]);
    writeFileSync(config, text(false));
    expect((await oncall('-f', config)).out).not.toContain('its own policy');
  });

  it('-o json holds the same, moments in milliseconds', async () => {
    const { exit, out } = await oncall('-f', EXAMPLE, '--at', '2026-12-24T17:00Z', '-o', 'json');
    expect(exit).toBe(0);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ name: 'shop', timezone: 'Europe/Madrid', at: Date.parse('2026-12-24T17:00Z') });
    expect(answer.severities.map((one: { severity: string }) => one.severity)).toEqual(['P1', 'P2', 'P3', 'P4']);
    expect(answer.severities[0].levels[0]).toMatchObject({
      when: { wait: 0 },
      target: 'on-call',
      people: [
        {
          name: 'bob',
          ways: [
            { channel: 'bob-phone', wakes: true },
            { channel: 'chat', to: '@bob', after: 2 * MINUTE, wakes: false },
          ],
        },
      ],
      until: Date.parse('2026-12-26T08:00Z'),
    });
    expect(answer.rotations).toEqual([
      {
        rotation: 'on-call',
        member: 'bob',
        standsInFor: 'ada',
        next: { member: 'ada', at: Date.parse('2026-12-26T08:00Z') },
      },
    ]);
  });

  it('is about now where no moment is given', async () => {
    const before = Date.now();
    const { at } = JSON.parse((await oncall('-f', EXAMPLE, '-o', 'json')).out);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    [['--at', 'noonish'], /^--at 'noonish' is no moment: write for example 2026-12-24T18:00, .* or \+8h\n$/],
    [['--at', '2026-02-30T09:00'], /is no moment/],
    [['-f', 'other.yaml'], /other\.yaml:1:1 {2}there is no such file/],
  ])('%j is exit 2, and says why', async (args, words) => {
    writeFileSync(join(directory, 'tocsin.yaml'), 'monitors:\n  shop: { url: "https://shop.example.com/" }\n');
    expect(await oncall(...args)).toMatchObject({ exit: 2, out: '', err: expect.stringMatching(words) });
  });

  it('answers for a config that names nobody', async () => {
    writeFileSync(join(directory, 'tocsin.yaml'), 'monitors:\n  shop: { url: "https://shop.example.com/" }\n');
    const { exit, out } = await oncall();
    expect([exit, out]).toEqual([0, expect.stringMatching(/P1 {2}at once +operator +console, which wakes nobody\n/)]);
    expect(out).not.toContain('Rotations');
  });
});

describe('what it prints', () => {
  const lines = (plan: Plan, now: string, { columns = 80, colors = false } = {}) => {
    const at = Date.parse(now);
    const io = { ...surroundings(columns, colors), out: () => {}, err: () => {}, write: () => {} };
    return onCallLines(plan, { at, severities: onCallNow(plan, at), rotations: handoffs(plan, at) }, io);
  };
  const hours = { timezone: 'Europe/Madrid', days: WEEKDAYS.slice(0, 5), from: '08:00', to: '18:00' };
  const minor: LadderPlan = {
    levels: [
      { after: 0, page: 'developer-team' },
      { after: 4 * HOUR, page: 'senior-developer' },
    ],
    repeat: 1,
    hours,
  };
  const ladders = (escalation: Plan['policy']['escalation'], more: Partial<Plan['policy']['roster']> = {}): Plan =>
    shop({ policy: policy({ escalation, roster: { ...policy().roster, ...more } }) });

  it('dates where hours hold a ladder, with the way back in (E6)', () => {
    const text = lines(ladders({ P3: minor }), '2026-11-06T19:00Z').join('\n');
    expect(text).toContain(`
P3  outside its hours: held until Mon 9 Nov 07:00
    Mon 9 Nov 07:00   developer-team    chat
    Mon 9 Nov 11:00   senior-developer  chat, else mail
    Mon 9 Nov 15:00   all again         once, from the top
    Tue 10 Nov 11:00  last resort       developer-team, senior-developer
`);
    expect(lines(ladders({ P3: minor }), '2026-11-05T10:00Z').join('\n')).toContain(
      'P3  within its hours until Thu 5 Nov 17:00\n',
    );
  });

  it('a severity that uses a policy without its hours is written out (E6, S2)', () => {
    const text = lines(ladders({ P3: minor }), '2026-11-06T19:00Z').join('\n');
    expect(text).toContain(
      'P1  by the policy of P3, without its hours\n    at once           developer-team    chat, which',
    );
    expect(text).toContain('\nP4  as P3: it has no policy of its own\n');
  });

  it('what is wrong: nobody there, nobody reachable, nobody woken, no policy', () => {
    const people = { ...policy().roster.people, mute: { timezone: 'UTC', notify: [{ channel: 'gone' }] } };
    const broken = ladders(
      {
        P1: {
          levels: [
            { after: 0, page: 'gone' },
            { after: 0, page: 'mute' },
            { after: 0, page: 'devops-team' },
          ],
          repeat: 0,
        },
      },
      { people },
    );
    const text = lines(broken, '2026-11-03T10:00Z').join('\n');
    expect(text).toContain('gone         nobody: the next level at once');
    expect(text).toContain('mute         no usable channel: the next level at once');
    expect(text).toContain('devops-team  chat, which wakes nobody');
    expect(lines(ladders({}), '2026-11-03T10:00Z').join('\n')).toContain('P1  nobody is paged');
  });

  it('whoever takes over in another zone sees their own clock as well; the year where it is another', () => {
    const rotation = { ...policy().roster.rotations['on-call-devops']!, members: ['ada', 'yuki'] };
    const plan = ladders(policy().escalation, {
      people: { ada: { timezone: 'UTC', notify: [] }, yuki: { timezone: 'Asia/Tokyo', notify: [] } },
      rotations: {
        primary: { ...rotation, handoff: { ...rotation.handoff, from: '2026-12-28' } },
        empty: { ...rotation, members: [] },
      },
    });
    expect(lines(plan, '2026-12-30T10:00Z').slice(-4)).toEqual([
      'Rotations',
      '  primary  ada until Mon 4 Jan 2027 09:00,',
      '           then yuki (Mon 4 Jan 2027 18:00 in Asia/Tokyo)',
      '  empty    has no members',
    ]);
  });

  it.each([80, 100, 200])('fits %d columns, however long the ways are', (columns) => {
    const notify = ['phone', 'sms', 'mail', 'chat'].map((channel, i) => ({
      channel,
      to: 'someone',
      after: i * MINUTE,
    }));
    const plan = ladders(policy().escalation, {
      people: { ...policy().roster.people, 'devops-1': { timezone: 'UTC', notify } },
    });
    const printed = lines(plan, '2026-11-03T10:00Z', { columns });
    expect(Math.max(...printed.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(printed.join('\n')).toMatch(/chat someone after 3 min/);
  });

  it('says nothing by colour alone', () => {
    const plan = ladders({ P1: policy().escalation.P1!, P3: minor });
    const coloured = lines(plan, '2026-11-06T19:00Z', { colors: true });
    const codes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(coloured.join('\n')).toMatch(codes);
    expect(coloured.map((line) => line.replaceAll(codes, ''))).toEqual(lines(plan, '2026-11-06T19:00Z'));
  });
});
