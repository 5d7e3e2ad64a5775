import { describe, expect, it } from '@jest/globals';
import { prefaceOf, readScenario } from '../../../src/config/scenario/read.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { GRAMMAR } from '../../../src/simulation/scenario/sentences/table.ts';
import { MONDAY, monitor, shop } from '../../support/plan.ts';

const plan: Plan = shop({
  monitors: { backend: monitor('backend', { settings: { parts: { database: {} } } }), frontend: monitor('frontend') },
});
const read = (text: string) => readScenario('s.yaml', text, { plan, locations: ['eu', 'us'], grammar: GRAMMAR });
const problemsOf = (text: string): readonly string[] => {
  const found = read(text);
  if (found.ok) throw new Error('nothing is wrong with it');
  return found.problems.map(({ line, column, message, remedy }) => `${line}:${column} ${message}. ${remedy}`.trim());
};
const scenario = (events: string, expect = '', more = '') =>
  `name: n\nstart: "2026-11-02T14:00"\n${more}events:\n${events}${expect && `expect:\n${expect}`}`;

describe('a scenario', () => {
  it('is compiled: moments in UTC, defaults filled in, sentences understood', () => {
    const found = read(
      scenario(
        '  - { at: 5m, person: devops-1, does: acknowledges, within: 2m }\n  - { at: 0m, monitor: backend, becomes: down, from: [eu], for: 1m, every: 3m, times: 2 }\n',
        '  - devops-1 is paged at 14:01 on phone\n  - every P1 wakes a person within 5m\n',
        'for: 1h\n',
      ),
    );
    expect(found).toEqual({
      ok: true,
      scenario: {
        name: 'n',
        zone: 'UTC',
        start: MONDAY,
        length: 60 * MINUTE,
        locations: ['eu', 'us'],
        happenings: [
          ...[0, 3 * MINUTE]
            .map((after) => ({
              at: MONDAY + after,
              until: MONDAY + after + MINUTE,
              what: 'monitor',
              monitors: ['backend'],
              verdict: 'down',
              code: 'status',
              text: 'answers 500 instead of 200',
              parts: [],
              from: ['eu'],
            }))
            .slice(0, 1),
          {
            at: MONDAY + 3 * MINUTE,
            until: MONDAY + 4 * MINUTE,
            what: 'monitor',
            monitors: ['backend'],
            verdict: 'down',
            code: 'status',
            text: 'answers 500 instead of 200',
            parts: [],
            from: ['eu'],
          },
          { at: MONDAY + 5 * MINUTE, what: 'reaction', person: 'devops-1', does: 'acknowledges', within: 2 * MINUTE },
        ],
        expectations: [
          {
            text: 'devops-1 is paged at 14:01 on phone',
            pattern: 'PERSON is paged at MOMENT [on CHANNEL]',
            said: { person: 'devops-1', moment: { at: MONDAY + MINUTE, grain: MINUTE }, channel: 'phone' },
          },
          {
            text: 'every P1 wakes a person within 5m',
            pattern: 'every SEVERITY wakes a person within DURATION',
            said: { severity: 'P1', duration: 5 * MINUTE },
          },
        ],
      },
    });
  });

  it('names its config and its zone before anything else is known', () => {
    expect(prefaceOf('s.yaml', 'config: ../a.yaml\ntimezone: Europe/Madrid\n')).toEqual({
      config: '../a.yaml',
      timezone: 'Europe/Madrid',
    });
    expect(prefaceOf('s.yaml', 'config: [\n')).toEqual({});
    expect(prefaceOf('s.yaml', 'timezone: Madrid\n')).toEqual({});
  });

  it('says everything that is wrong at once, each with its place and remedy', () => {
    const text = `name: n
strat: "2026-11-02T14:00"
start: yesterday
for: 1h
events:
  - { at: 5, monitor: backend, becomes: down }
  - { at: 0m, monitor: bakend, becomes: dwon }
  - { at: 0m, monitor: bakend, becomes: down, from: [mars], parts: [databse] }
  - { at: 2h, channel: phon, does: refuses }
  - { at: 0m, monitr: backend, becomes: down }
  - { at: 0m, channel: phone, monitor: backend, becomes: down }
  - { at: 0m, person: devops-1, does: approves }
  - { at: 0m, person: devops-1, does: sleeps, within: 2m }
  - { at: 0m, monitor: backend, becomes: down, every: 3m }
expect:
  - nobody gets paged
  - devops-9 is paged within 2m
  - devops-1 is paged within soon
`;
    expect(problemsOf(text)).toEqual([
      "2:1 unknown key 'strat'. Did you mean 'start'?",
      `3:8 'yesterday' is not a moment. Write for example "2026-11-02T14:00", or with Z or +01:00 at its end.`,
      '6:11 5 has no unit: write 5m for five minutes after the start.',
      "7:41 'dwon' is not allowed here. Did you mean 'down'?",
      "8:24 there is no monitor 'bakend'. Did you mean 'backend'?",
      "8:54 there is no location 'mars'. There is eu, us.",
      "8:69 there is no part 'databse'. Did you mean 'database'?",
      `9:11 '2h' is not before the end that 'for' sets. Write 5m (after the start), "14:05" or "2026-11-02T14:05".`,
      "9:24 there is no channel 'phon'. Did you mean 'phone'?",
      "10:5 the event names nothing that it happens to. Did you mean 'monitor'?",
      "11:15 one event is about one thing: here are 'monitor' and 'channel'. Make two events of it.",
      "12:39 'approves' needs 'remedy': what is answered. As in remedy: roll-back-backend.",
      "13:55 'within' says when somebody answers a page; 'sleeps' is no answer. Leave 'within' away.",
      "14:55 'every' and 'times' go together. As in every: 3m, times: 5.",
      "16:5 'nobody gets paged' is not understood. Did you mean 'nobody is paged [before MOMENT]'?",
      "17:5 there is no person 'devops-9'. Did you mean 'devops-1'?",
      "18:5 'soon' is not a duration. Write for example 90s, 5m or 1h30m.",
    ]);
  });

  it.each([
    ['', '1:1 the file holds no scenario. '],
    ['- a\n', '1:1 the file holds no scenario. '],
    ['name: [\n', 'Mend the YAML here first.'],
    ['name: n\nstart: "2026-11-02T14:00"\nevents: []\n', 'there are no events: nothing would happen'],
    [scenario('  - nothing\n'), "'nothing' is text. Write keys and values."],
    [
      scenario('  - { at: 0m, control: down }\n', '  - a: b\n'),
      'write the sentence in quotes: a colon and a space make keys of it',
    ],
  ])('%j: %s', (text, problem) => {
    expect(problemsOf(text).join('\n')).toContain(problem.trim());
  });
});
