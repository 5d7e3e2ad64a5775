import { readScenario } from '../../src/config/scenario/read.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Scenario } from '../../src/core/scenario/scenario.ts';
import type { Account } from '../../src/simulation/scenario/account.ts';
import { play } from '../../src/simulation/scenario/play.ts';
import { GRAMMAR } from '../../src/simulation/scenario/sentences/table.ts';
import { shop } from './plan.ts';

/** A scenario from its events and sentences, on Monday, 2 November 2026, 14:00 UTC. Throws with what is wrong with it. */
export function scenarioOf(
  events: readonly string[],
  expect: readonly string[] = [],
  more = '',
  plan: Plan = shop(),
): Scenario {
  const text = `name: n\nstart: "2026-11-02T14:00"\n${more}\nevents:\n${events.map((event) => `  - { ${event} }\n`).join('')}expect: ${JSON.stringify(expect)}\n`;
  const read = readScenario('scenario.yaml', text, { plan, locations: plan.locations, grammar: GRAMMAR });
  if (read.ok) return read.scenario;
  throw new Error(read.problems.map(({ message, remedy }) => `${message}. ${remedy}`).join('\n'));
}

/** What came of it. */
export const played = (events: readonly string[], more = '', plan: Plan = shop()): Promise<Account> =>
  play(scenarioOf(events, [], more, plan), plan);

/** The timeline, a line each: `14:01:10 world: backend becomes down`. */
export const linesOf = ({ entries }: Account): readonly string[] =>
  entries.map(({ at, about, text }) => `${new Date(at).toISOString().slice(11, 19)} ${about}: ${text}`);
