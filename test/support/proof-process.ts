import fc from 'fast-check';
import { HOUR, SECOND } from '../../src/core/time/instant.ts';
import { type Failure, horizon, judge } from '../../src/simulation/proof/judge.ts';
import { pagedBy } from '../../src/simulation/proof/people.ts';
import { run } from '../../src/simulation/proof/run.ts';
import { type Subject, subjectsOf } from '../../src/simulation/proof/subject.ts';
import { CALM, faultsAround, type World } from '../../src/simulation/proof/worlds.ts';
import { policies, SPRING } from './policies.ts';
import { onSimulation } from './proof-on-simulation.ts';

/**
 * Random policies against what a proof says of them, in plain Node (Jest runs hot loops at half the speed): random
 * starts in random worlds one by one, and some of them on the whole simulation. Prints counts and what was wrong.
 */
const [seed, count, starts, simulated] = process.argv.slice(2).map(Number) as [number, number, number, number];
const UNTIL = SPRING + 10 * HOUR;
const counts = { subjects: 0, proven: 0, refuted: 0, starts: 0, late: 0, simulations: 0, simulatedLate: 0 };
const wrong: string[] = [];

const isLate = (subject: Subject, world: World, at: number): boolean =>
  run(subject, world, at, horizon(subject, at)).verdict === 'late';
const isFound = (failures: readonly Failure[], world: World, at: number): boolean =>
  failures.some(
    (failure) =>
      [world, ...world.simpler].some(({ words }) => words === failure.world.words) &&
      failure.starts.some(({ from, until }) => from <= at && at < until),
  );
/** The simulation's steps take a few milliseconds: what hangs on those is not compared. */
const isSteady = (subject: Subject, world: World, at: number): boolean =>
  [-2, -1, 1, 2].every((by) => isLate(subject, world, at + by * SECOND) === isLate(subject, world, at));

async function examine(subject: Subject, failures: readonly Failure[], random: (below: number) => number) {
  const { plan, severity, monitor } = subject;
  const worlds = [CALM, ...faultsAround(plan, pagedBy(plan, severity))];
  const moment = (): number => {
    const failure = failures[random(failures.length)];
    const start = failure?.starts[random(failure.starts.length)];
    return start && random(3) === 0
      ? [start.from, start.from - 1, start.until - 1, start.until][random(4)]!
      : SPRING + random(10 * HOUR);
  };
  for (let i = 0; i < starts; i++) {
    const [world, at] = [worlds[random(worlds.length)]!, moment()];
    if (at < SPRING || at >= UNTIL) continue;
    const late = isLate(subject, world, at);
    const expected = late || world.simpler.some((simpler) => isLate(subject, simpler, at));
    const place = `${severity} at ${monitor} where ${world.words}, ${new Date(at).toISOString()}`;
    counts.starts += 1;
    counts.late += late ? 1 : 0;
    if (expected !== isFound(failures, world, at))
      wrong.push(`${place}: ${expected ? 'late and not found' : 'found and in time'}`);
    if (i >= simulated || !isSteady(subject, world, at)) continue;
    const verdict = await onSimulation(subject, world, at);
    counts.simulations += 1;
    counts.simulatedLate += verdict === 'late' ? 1 : 0;
    if ((verdict === 'late') !== late) wrong.push(`${place}: ${verdict} on the simulation`);
  }
}

await fc.assert(
  fc.asyncProperty(policies, fc.infiniteStream(fc.nat()), async (plan, stream) => {
    const random = (below: number): number => (below === 0 ? 0 : stream.next().value % below);
    for (const subject of (['P1', 'P2'] as const).flatMap((severity) => subjectsOf(plan, severity))) {
      const { failures } = judge(subject, { from: SPRING, until: UNTIL }, () => {});
      counts.subjects += 1;
      counts[failures.length > 0 ? 'refuted' : 'proven'] += 1;
      await examine(subject, failures, random);
    }
  }),
  { seed, numRuns: count },
);
console.log(JSON.stringify({ ...counts, wrong }));
