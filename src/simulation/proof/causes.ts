import type { Claim, Counterexample } from './claims.ts';
import { cureOf } from './cure.ts';
import { fewestFixes, WRONGS, type Wrong } from './diagnosis.ts';
import { type Failure, minutesOf } from './judge.ts';
import { exampleOf } from './show.ts';
import { inMinutes } from './time.ts';

/**
 * One counterexample for each cause, whatever the number of minutes and of worlds: of a severity, by one provider or by
 * people who do not answer, what the same kind of change would cure. Its example is the earliest.
 */
export function causesOf(failures: readonly Failure[]): readonly Counterexample[] {
  const groups = Map.groupBy(failures, ({ subject: { severity }, world: { fault } }) =>
    [severity, fault.is, ...(fault.is === 'provider' ? [fault.name] : [])].join(' '),
  );
  return [...groups.values()].flatMap((group) => {
    const fixes = fewestFixes(group);
    return WRONGS.flatMap((wrong) => {
      const mine = fixes.filter(({ fix }) => fix.wrong === wrong);
      const who = mine.map(({ fix }) => fix.who);
      return mine.length > 0
        ? [
            counterexampleOf(
              mine.flatMap((each) => each.failures),
              wrong,
              who,
            ),
          ]
        : [];
    });
  });
}

function counterexampleOf(failures: readonly Failure[], wrong: Wrong, who: readonly string[]): Counterexample {
  const first = failures.reduce((a, b) => (b.starts[0]!.from < a.starts[0]!.from ? b : a));
  const { subject, world } = first;
  const { severity, wakes, within } = subject;
  const missed = wakes ? 'wakes nobody' : 'reaches nobody';
  const when = world.fault.is === 'none' ? '' : ` when ${world.words}`;
  return {
    claim: claimOf(first),
    severity,
    says: `${severity} ${missed} within ${inMinutes(within)}${when}`,
    cure: cureOf(subject, world.fault, wrong, who),
    minutes: minutesOf(merged(failures.flatMap(({ starts }) => starts))),
    worlds: [...new Set(failures.map((failure) => failure.world.words))],
    example: exampleOf(first),
  };
}

const claimOf = ({ subject, world }: Failure): Claim =>
  world.fault.is !== 'none' ? 'no single point of failure' : subject.wakes ? 'wakes' : 'accepted';

/** The same moments, each once: several worlds and monitors may have them. */
function merged(starts: Failure['starts']): Failure['starts'] {
  const found: { from: number; until: number }[] = [];
  for (const { from, until } of [...starts].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else found.push({ from, until });
  }
  return found;
}
