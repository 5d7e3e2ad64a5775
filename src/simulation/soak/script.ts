import { locationsOf, type Plan } from '../../core/plan.ts';
import { type Instant, MINUTE, SECOND } from '../../core/time/instant.ts';
import type { Broken, Stretch } from '../checker/history.ts';
import type { Dice } from './dice.ts';
import { drawPlan, type Focus, STORM } from './draw-plan.ts';

/** How a provider misbehaves. The first two answer 429 and 500, then 400 and 404; the rest time out, before or after it sent. */
export const MISBEHAVIOURS = [
  'busy',
  'failing',
  'refusing',
  'not found',
  'hangs, sent',
  'hangs, not sent',
  'slow',
] as const;
export type Misbehaviour = (typeof MISBEHAVIOURS)[number];

/** What befalls a world, from the truth of its monitors to the habits of its people: all drawn before it begins. */
export interface Script {
  readonly plan: Plan;
  readonly start: Instant;
  /** Nothing is broken, and nothing befalls anything, from here on. */
  readonly calm: Instant;
  /** Mutable: a remedy may mend. */
  readonly broken: (Broken & {
    until: Instant;
    readonly code: 'status' | 'deadline';
    readonly parts: readonly string[];
  })[];
  /** What somebody deploys where a rollback may come; `breaks`: it is the cause of what breaks then. */
  readonly deploys: readonly { readonly at: Instant; readonly version: string; readonly breaks: boolean }[];
  readonly blind: readonly Stretch[];
  readonly lost: readonly (Stretch & { readonly location: string })[];
  readonly outages: readonly (Stretch & { readonly channel: string; readonly does: Misbehaviour })[];
  readonly jumps: readonly { readonly at: Instant; readonly ms: number }[];
  /** Moments at which the config changes, at which somebody does something unasked. */
  readonly changes: readonly Instant[];
  readonly whims: readonly Instant[];
  /** Chances, each per occasion: of a fault and of a delay per port call, of trouble per send, start and signal, of an answer per page. */
  readonly rates: {
    readonly port: number;
    readonly slow: number;
    readonly send: number;
    readonly start: number;
    readonly signal: number;
    readonly answer: number;
    /** Of nobody being reached by a page that was accepted: voicemail, busy. */
    readonly missed: number;
  };
}

/** Monday, 2 November 2026, 14:00 UTC. */
const BASE = Date.UTC(2026, 10, 2, 14);

/** The world of a seed; `only`: of the kind that is wanted. */
export function drawScript(dice: Dice, seed: number, only?: Focus): Script {
  const plan = drawPlan(dice.fork(1), `policy-${seed}`, only);
  const start = BASE + dice.between(0, 30) * MINUTE + dice.between(0, 59_999);
  // Of the small ones four in five have a bad day: one short incident after the other, mostly answered, which cost
  // little each and meet whatever else befalls that day.
  const isBadDay = Object.keys(plan.monitors).length === 1 && dice.chance(0.85);
  const broken = drawBroken(dice.fork(2), plan, start, isBadDay);
  const lasts = Math.max(start + 5 * MINUTE, ...broken.map((b) => b.until));
  const other = dice.fork(3);
  const within = (): Instant => other.between(start, lasts);
  const stretch = (mean: number): Stretch => {
    const from = within();
    return { from, until: Math.min(lasts, from + 10 * SECOND + other.tail(mean, 20 * MINUTE)) };
  };
  const some = <T>(chance: number, draw: () => T): T[] => (other.chance(chance) ? [draw()] : []);
  return {
    plan,
    start,
    calm: lasts + SECOND,
    broken,
    deploys: drawDeploys(dice.fork(4), plan, broken, start),
    blind: plan.control === undefined ? [] : some(0.5, () => stretch(4 * MINUTE)),
    lost:
      plan.locations.length === 1
        ? []
        : some(0.2, () => ({ ...stretch(5 * MINUTE), location: other.pick(plan.locations) })),
    outages: [
      ...[0.25, 0.1].flatMap((chance) =>
        some(chance, () => ({
          ...stretch(5 * MINUTE),
          channel: other.pick(Object.keys(plan.channels)),
          does: other.pick(MISBEHAVIOURS),
        })),
      ),
      // What everyone is paged on first is out while everything fails.
      ...(groupsOf(plan).length < STORM
        ? []
        : some(0.5, () => ({
            from: start,
            until: lasts,
            channel: other.pick(['phone', 'call']),
            does: other.pick(['refusing', 'not found', 'failing'] as const),
          }))),
    ],
    jumps: some(0.07, () => ({ at: within(), ms: other.between(1, 30) * MINUTE })),
    changes: [0.1, 0.05].flatMap((chance) => some(chance, within)).sort((a, b) => a - b),
    whims: [0.3, 0.2, 0.1].flatMap((chance) => some(chance, within)),
    rates: {
      port: other.pick([0, 0, 0, 0.002, 0.005, 0.02]),
      slow: other.pick([0, 0, 0, 0.03]),
      send: other.pick([0, 0, 0.1, 0.3]),
      start: other.pick([0, 0, 0.1]),
      signal: other.pick([0, 0, 0, 0.1]),
      answer: other.pick(isBadDay ? [0.3, 0.9, 0.9, 0.9] : [0, 0.3, 0.6, 0.9]),
      missed: other.pick([0, 0, 0, 0.1, 0.5]),
    },
  };
}

const groupsOf = (plan: Plan): readonly string[] => [...new Set(Object.values(plan.monitors).map((m) => m.group))];

/** Somebody deploys before some of what breaks, which may be the cause or not, and now and then at any time; versions come again. */
function drawDeploys(dice: Dice, plan: Plan, broken: Script['broken'], start: Instant): Script['deploys'] {
  const { undo } = plan.remedies;
  if (undo?.kind !== 'rollback') return [];
  const before = broken
    .filter(({ monitor, verdict }) => monitor === undo.monitor && verdict === 'down')
    .flatMap(({ from }) =>
      dice.chance(0.6) ? [{ at: from - dice.tail(20 * SECOND, 12 * MINUTE), breaks: dice.chance(0.7) }] : [],
    );
  // A mend in haste, or a coincidence: it came after the failure, and is not to blame.
  const after = broken
    .filter(({ monitor, verdict }) => monitor === undo.monitor && verdict === 'down')
    .flatMap(({ from }) => (dice.chance(0.1) ? [{ at: from + dice.tail(MINUTE, 6 * MINUTE), breaks: false }] : []));
  const end = Math.max(start, ...broken.map(({ until }) => until));
  const others = Array.from({ length: dice.between(0, 3) }, () => ({ at: dice.between(start, end), breaks: false }));
  return [...before, ...after, ...others]
    .filter(({ at }) => at > start)
    .toSorted((a, b) => a.at - b.at)
    .map((each, n) => ({ ...each, version: String(dice.chance(0.15) ? dice.between(1, n + 1) : n + 2) }));
}

const STYLES = [
  'lasting',
  'lasting',
  'lasting',
  'lasting',
  'lasting',
  'brief',
  'flapping',
  'partial',
  'degraded',
  'doubtful',
  'cascade',
] as const;

/** Every group has its trouble, some of them a second time; a few worlds have none at all. In a storm all groups fail at one moment. */
function drawBroken(dice: Dice, plan: Plan, start: Instant, isBadDay: boolean): Script['broken'] {
  if (dice.chance(0.03)) return [];
  const groups = groupsOf(plan);
  const isStorm = groups.length >= STORM;
  const together = start + dice.between(1, 3 * MINUTE);
  const isSmall = Object.keys(plan.monitors).length === 1;
  const episodes = isStorm ? [1] : isBadDay ? [12, 15, 18] : isSmall ? [4, 5, 6] : [1, 2];
  return groups.flatMap((group) => {
    const names = Object.values(plan.monitors).flatMap((m) => (m.group === group ? [m.name] : []));
    const interval = plan.monitors[names[0]!]!.interval;
    const found: Script['broken'] = [];
    let from = isStorm ? together : start + dice.between(1, 3 * MINUTE);
    for (let episode = dice.pick(episodes); episode > 0; episode--) {
      const isShort = isBadDay && dice.chance(0.9);
      found.push(...(isShort ? drawShort : drawEpisode)(dice, plan, names, from, interval));
      // Sometimes before it was closed, sometimes within the reopen window, sometimes after it.
      from = Math.max(...found.map((b) => b.until)) + interval + dice.tail(7 * MINUTE, 40 * MINUTE);
    }
    return found;
  });
}

/** Over after a round or two. */
function drawShort(
  dice: Dice,
  _plan: Plan,
  names: readonly string[],
  from: Instant,
  interval: number,
): Script['broken'] {
  return [
    {
      monitor: dice.pick(names),
      from,
      until: from + Math.round(interval * (0.6 + dice.roll())),
      verdict: dice.chance(0.85) ? 'down' : 'degraded',
      code: 'status',
      parts: [],
    },
  ];
}

function drawEpisode(
  dice: Dice,
  plan: Plan,
  names: readonly string[],
  from: Instant,
  interval: number,
): Script['broken'] {
  const style = dice.pick(STYLES);
  const monitor = dice.pick(names);
  const locations = locationsOf(plan, monitor);
  const trouble = (more: Partial<Script['broken'][number]>): Script['broken'][number] => ({
    monitor,
    from,
    until: from + 45 * SECOND + dice.tail(interval, 30 * MINUTE),
    verdict: 'down',
    code: dice.chance(0.8) ? 'status' : 'deadline',
    parts: dice.chance(0.1) ? ['database'] : [],
    ...more,
  });
  switch (style) {
    case 'brief':
      return [trouble({ until: from + dice.between(1, interval) })];
    case 'flapping':
      return Array.from({ length: dice.between(3, 6) }, (_, n) => n * dice.between(2, 4) * interval).map((later) =>
        trouble({ from: from + later, until: from + later + dice.between(1, 2) * interval }),
      );
    case 'partial':
      return [trouble({ seenFrom: [dice.pick(locations)], until: from + dice.between(4, 14) * interval })];
    case 'degraded':
      return [trouble({ verdict: 'degraded' })];
    case 'doubtful': {
      const first = trouble({});
      const doubt = first.until + dice.between(1, 8) * interval;
      return [
        first,
        trouble({ from: first.until, until: doubt, verdict: 'unknown' }),
        ...(dice.chance(0.5) ? [trouble({ from: doubt, until: doubt + dice.between(1, 6) * MINUTE })] : []),
      ];
    }
    case 'cascade':
      return names.map((name) => trouble({ monitor: name, from: from + dice.between(0, interval) }));
    default:
      return [trouble({})];
  }
}
