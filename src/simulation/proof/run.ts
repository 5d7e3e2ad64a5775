import { duePages } from '../../core/escalation/due-pages.ts';
import { next } from '../../core/incident/due.ts';
import type { Line } from '../../core/incident/incident.ts';
import { mutesAt } from '../../core/incident/maintenance.ts';
import { HOUR, type Instant } from '../../core/time/instant.ts';
import { Drive, type Reached } from './drive.ts';
import type { Subject } from './subject.ts';
import type { World } from './worlds.ts';

/** What became of one incident in one world. */
export interface Run {
  readonly start: Instant;
  /** `held`: maintenance held it for as long as we looked. */
  readonly verdict: 'in time' | 'late' | 'held';
  /** When the time of its latest ladder is over; absent while muted. */
  readonly deadline?: Instant;
  readonly reached?: Reached;
  /** What happened in order, without its times: two runs of the same shape are the same story at other moments. */
  readonly shape: string;
  /** Every moment at which the engine looked at the world, in order, and those that the verdict hangs on. */
  readonly moments: readonly Instant[];
  readonly lines: readonly Line[];
  /** Every page that was sent, in order. */
  readonly pages: Drive['pages'];
}

/** More steps than this are no ladder but a loop. */
const STEPS = 5_000;

/**
 * One incident that opens at `start` and that nobody acknowledges, until somebody was reached in its time or the time
 * is over; with `further` beyond that, to tell the whole story. No look at the world is later than `end`.
 */
export function run(subject: Subject, world: World, start: Instant, end: Instant, further = false): Run {
  const drive = new Drive(subject, world, start);
  let missed: Run | undefined;
  for (let step = 0; step < STEPS; step++) {
    drive.tick();
    const deadline = deadlineOf(drive, subject);
    const over = (verdict: Run['verdict'], at: readonly Instant[] = []) => runOf(drive, start, verdict, deadline, at);
    const { reached } = drive;
    if (reached) {
      const late = deadline !== undefined && reached.at > deadline;
      return missed
        ? { ...over('late'), deadline: missed.deadline! }
        : over(late ? 'late' : 'in time', late ? [deadline] : []);
    }
    const due = next(drive.incident, drive.context());
    const until = due.do === 'wait' ? due.until : drive.now;
    if (deadline !== undefined && until > deadline && !missed) {
      missed = over('late', [deadline, until]);
      if (!further) return missed;
    }
    if (missed && isOver(drive, until)) return { ...over('late'), deadline: missed.deadline! };
    if (due.do === 'wait' && due.until > end) return missed ?? over('held');
    if (due.do === 'end') break;
    if (due.do === 'wait') drive.now = due.until;
    else drive.work(due);
  }
  throw new Error(
    `an incident of ${subject.severity} that opens at ${new Date(start).toISOString()} never comes to rest`,
  );
}

/** The ladder is through: nothing is due, nor will be within the hour that a run sleeps at most. */
const isOver = (drive: Drive, until: Instant): boolean =>
  until - drive.now >= HOUR && duePages(drive.incident, drive.context()).length === 0;

/**
 * Time counts from when the ladder was made: at the opening, and again when a mute ends (M2); not again where one is
 * begun because the one before reached nobody (E2). While muted none passes.
 */
function deadlineOf({ incident, now }: Drive, { plan, monitor, within }: Subject): Instant | undefined {
  if (!incident.ladder) return undefined;
  const deadline = (incident.ladder.vainSince ?? incident.ladder.madeAt) + within;
  if (incident.severity !== null) return deadline;
  const muted = mutesAt(plan, [], now).filter(({ monitors }) => monitors.includes(monitor));
  return Math.min(...muted.map(({ from }) => from)) > deadline ? deadline : undefined;
}

const runOf = (
  { shape, moments, lines, reached, pages }: Drive,
  start: Instant,
  verdict: Run['verdict'],
  deadline: Instant | undefined,
  at: readonly Instant[],
): Run => ({
  start,
  verdict,
  ...(deadline !== undefined && { deadline }),
  ...(reached && { reached }),
  shape: `${shape} ${verdict}`,
  moments: [...moments, ...at],
  lines: [...lines],
  pages: [...pages],
});
