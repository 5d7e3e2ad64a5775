import type { Burn } from '../check/burn.ts';
import { goodRounds, majority } from '../check/standing.ts';
import { locationsOf, type MonitorPlan } from '../plan.ts';
import { inWords } from '../time/instant.ts';
import type { Context } from './event.ts';
import type { Failure, Fitful, Said, Sight } from './failure.ts';
import type { Incident } from './incident.ts';

/** How a monitor fails that does not fail all the time, as a strict majority of its locations sees it (I6). */
export interface Habit {
  /** The whole of it in words, with what the last failing check said. */
  readonly says: (last: Said) => string;
  /** Locations that see it. */
  readonly from: number;
  /** Good rounds in a row that it takes to believe that it is over; 0: as many as ever. */
  readonly rounds: number;
}

/**
 * Good rounds in a row after which, with 95 % certainty, failures have become rarer than they were: three times the mean
 * distance between them (the rule of three). Fewer would be found where nothing was mended, and would end the incident
 * only to open it again.
 */
const CERTAIN = 3;

/** The monitor's habit of failing; `undefined` where it has none. Of two the bad of the last few speak: they are more of now than a budget. */
export function habitOf(incident: Incident, monitor: MonitorPlan, context: Context): Habit | undefined {
  const sights = sightsOf(incident, monitor, context);
  const burns = burning(sights, monitor, context);
  const fails = flaky(sights, incident, monitor, context);
  return fails ? { ...fails, rounds: burns?.rounds ?? 0 } : burns;
}

/** `flaky.bad` of the last `flaky.of` checks, all of them since it recovered the last time: an outage that was told is no habit. */
function flaky(sights: readonly Sight[], { recoveries }: Incident, monitor: MonitorPlan, context: Context) {
  const { bad, of } = monitor.flaky;
  const recovered = recoveries?.[monitor.name];
  if (recovered !== undefined && context.now - recovered < of * monitor.interval) return undefined;
  const counts = sights.map((sight) => sight.bad).filter((count) => count >= bad);
  if (counts.length < enough(monitor, context)) return undefined;
  const least = counts.sort((a, b) => b - a)[enough(monitor, context) - 1]!;
  return {
    says: ({ text }: Said) => `fails now and then, ${least} of the last ${of} checks: ${text}`,
    from: counts.length,
  };
}

function burning(sights: readonly Sight[], monitor: MonitorPlan, context: Context): Habit | undefined {
  const burns = sights.flatMap(({ burn }) => burn ?? []).sort((a, b) => b.times - a.times);
  const burn = burns[enough(monitor, context) - 1];
  if (!burn) return undefined;
  return {
    says: ({ text }) => `${burnInWords(burn)} (${text})`,
    from: burns.length,
    rounds: Math.ceil((CERTAIN * burn.of) / burn.failed),
  };
}

/** `burns its error budget 16 times too fast: 5 of 60 checks failed in 1 h`. */
const burnInWords = ({ times, failed, of, over }: Burn): string =>
  `burns its error budget ${Math.floor(times)} times too fast: ${failed} of ${of} checks failed in ${inWords(over)}`;

/**
 * Whether a failure that comes and goes has stayed away: long enough for its rate, the bad checks back below half of what
 * opens, and no budget burning, from a majority (I6, C1). The distance between the two counts keeps it from opening and
 * closing in turns.
 */
export function isCalm(incident: Incident, monitor: MonitorPlan, { rounds }: Fitful, context: Context): boolean {
  const calm = sightsOf(incident, monitor, context).filter(({ bad, burn }) => 2 * bad < monitor.flaky.bad && !burn);
  const good = goodRounds(incident.sights[monitor.name], locationsOf(context.plan, monitor.name));
  return calm.length >= enough(monitor, context) && good >= rounds;
}

/** The failure as one that comes and goes: the numbers of now while the habit lasts, its last words after that. */
export function fitfully(failure: Failure, habit: Habit | undefined, last: Said): Failure {
  const { code, parts } = last;
  const rounds = habit?.rounds || failure.fitful?.rounds || 0;
  const shown = { text: habit?.says(last) ?? failure.text, from: habit?.from ?? failure.from };
  return { ...failure, verdict: 'degraded', code, parts, ...shown, fitful: { last, rounds } };
}

const sightsOf = (incident: Incident, { name }: MonitorPlan, { plan }: Context): readonly Sight[] =>
  locationsOf(plan, name).flatMap((location) => incident.sights[name]?.[location] ?? []);

const enough = ({ name }: MonitorPlan, { plan }: Context): number => majority(locationsOf(plan, name).length);
