import { DAY, type Instant, MINUTE } from '../../core/time/instant.ts';
import { edgesOf } from './edges.ts';
import { type Pattern, patternsOf } from './patterns.ts';
import { pagedBy } from './people.ts';
import { type Run, run } from './run.ts';
import { type Span, without } from './spans.ts';
import { stretchesOf } from './stretches.ts';
import type { Subject } from './subject.ts';
import { sweep } from './sweep.ts';
import { CALM, faultsAround, type World } from './worlds.ts';

/** A cause at work: in this world, incidents that open in these stretches are not answered in their time. */
export interface Failure {
  readonly subject: Subject;
  readonly world: World;
  readonly run: Run;
  /** The moments at which such an incident may open, in order. */
  readonly starts: readonly { readonly from: Instant; readonly until: Instant }[];
}

/** What a sweep did. */
export interface Effort {
  readonly patterns: number;
  readonly situations: number;
  readonly runs: number;
}

/** Maintenance may hold an incident for longer than its own time; how much later than `from` it is looked after, in ms. */
const BEYOND = 8 * DAY;
export const horizon = ({ within }: Subject, from: Instant): Instant => from + within + BEYOND;

/**
 * Sweeps one subject over the time from `from` to `until`, in the calm world and in every world with one fault. What
 * fails in a simpler world already is not tried again with more wrong.
 */
export function judge(
  subject: Subject,
  { from, until }: { readonly from: Instant; readonly until: Instant },
  advance: (share: number) => void,
): { readonly failures: readonly Failure[]; readonly effort: Effort } {
  const { plan, severity, monitor, within } = subject;
  const end = horizon(subject, until);
  const edges = edgesOf(plan, severity, monitor, from, end);
  const patterns = patternsOf(stretchesOf(plan, severity, monitor, edges, from, end), within, until);
  const worlds = [CALM, ...faultsAround(plan, pagedBy(plan, severity))];
  const failures: Failure[] = [];
  let [situations, runs] = [0, 0];
  for (const pattern of patterns) {
    const failed = new Map<World, readonly Span[]>();
    for (const world of worlds) {
      const known = world.simpler.flatMap((simpler) => failed.get(simpler) ?? []);
      const swaths = without({ near: 1, far: pattern.cap }, known).flatMap((span) =>
        sweep(span, pattern.edges, (before) => {
          runs += 1;
          return run(subject, world, pattern.end - before, end);
        }),
      );
      situations += swaths.length;
      const late = swaths.filter((swath) => swath.run.verdict === 'late');
      failed.set(world, [...known, ...late]);
      for (const swath of late) {
        const starts = startsOf(pattern, swath, from, until);
        if (starts.length > 0) failures.push({ subject, world, run: swath.run, starts });
      }
      advance(1 / (patterns.length * worlds.length));
    }
  }
  return { failures, effort: { patterns: patterns.length, situations, runs } };
}

/** The moments of a pattern's stretches that a span stands for; starts from farther back than its cap are all alike. */
function startsOf({ cap, stretches }: Pattern, { far, near }: Span, from: Instant, until: Instant): Failure['starts'] {
  return stretches.flatMap((stretch) => {
    const first = far === cap ? stretch.from : stretch.until - far;
    const start = { from: Math.max(first, from), until: Math.min(stretch.until - near + 1, until) };
    return start.from < start.until ? [start] : [];
  });
}

/** Whole minutes that some starts cover, each begun one counted. */
export const minutesOf = (starts: Failure['starts']): number =>
  Math.ceil(starts.reduce((sum, { from, until }) => sum + until - from, 0) / MINUTE);
