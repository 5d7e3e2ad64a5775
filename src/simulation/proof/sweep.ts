import type { Run } from './run.ts';
import type { Span } from './spans.ts';

/** Starts, as ms before the end of a stretch, that all end alike. */
export interface Swath extends Span {
  /** The run that starts at `far`. */
  readonly run: Run;
}

/**
 * All these starts of a stretch, given as ms before its end, to the millisecond, with as few runs as that takes. `edges`
 * are ms after that end.
 *
 * A run looks at the world only at its moments. Each of those is the start or an edge plus a sum of durations: when the
 * start moves by a millisecond, a moment moves with it, or stays where it is with its edge; a second run one
 * millisecond later tells which. Until a moment that moves meets an edge, or a moment that stays, every look has the
 * same answer and every comparison the same outcome, so the story is the same. So all starts up to that meeting are
 * settled by one run, and the sweep goes on with the meeting itself.
 *
 * What the run compares without looking (the time that lost where the sooner of two counts) is not among its moments.
 * Two such times cross at most once, so a run at the other end of the swath shows whether they did: it has to be the
 * story that was foretold, moment for moment. Where it is not, the swath ends where it last is.
 */
export function sweep(starts: Span, edges: readonly number[], runAt: (before: number) => Run): readonly Swath[] {
  const known = new Map<number, Run>();
  const at = (before: number): Run => {
    const found = known.get(before) ?? runAt(before);
    known.set(before, found);
    return found;
  };
  const swaths: Swath[] = [];
  for (let { far } = starts; far >= starts.near; ) {
    const run = at(far);
    const near = far === starts.near ? far : Math.max(starts.near, far - length(far, run, edges, at) + 1);
    swaths.push({ far, near, run });
    for (const before of known.keys()) if (before >= near) known.delete(before);
    far = near - 1;
  }
  return swaths;
}

/** How many starts, counted from `far` on, tell the same story. */
function length(far: number, run: Run, edges: readonly number[], at: (before: number) => Run): number {
  const beside = at(far - 1);
  if (run.shape !== beside.shape) return 1;
  const stays = offsets(run).map((offset, i) => offset - offsets(beside)[i]! === 1);
  const foretold = (starts: number) => isForetold(run, stays, starts - 1, at(far - starts + 1));
  const furthest = Math.min(far, untilMeeting(far, run, stays, edges));
  if (furthest <= 2 || foretold(furthest)) return furthest;
  let [most, tooMany] = [2, furthest];
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2);
    if (foretold(middle)) most = middle;
    else tooMany = middle;
  }
  return most;
}

/** Moments as ms after the start. */
const offsets = ({ moments, start }: Run): readonly number[] => moments.map((moment) => moment - start);

/** Milliseconds until a moment that moves with the start meets an edge or a moment that stays. */
function untilMeeting(far: number, run: Run, stays: readonly boolean[], edges: readonly number[]): number {
  const moving = new Set([0]);
  const still = new Set(edges.map((edge) => edge + far));
  for (const [i, offset] of offsets(run).entries()) (stays[i] ? still : moving).add(offset);
  let nearest = Number.POSITIVE_INFINITY;
  for (const one of still) for (const other of moving) if (one > other) nearest = Math.min(nearest, one - other);
  return nearest;
}

/** True where the run at a start `later` by so many ms is the same story with its moments where they have to be. */
function isForetold(run: Run, stays: readonly boolean[], later: number, other: Run): boolean {
  if (run.shape !== other.shape) return false;
  const then = offsets(other);
  return offsets(run).every((offset, i) => then[i] === offset - (stays[i] ? later : 0));
}
