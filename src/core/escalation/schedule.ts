import type { Context } from '../incident/event.ts';
import type { Incident, Ladder } from '../incident/incident.ts';
import type { EffectOf } from '../incident/work.ts';
import { onlyBlind } from '../report/words.ts';
import type { Instant } from '../time/instant.ts';
import { withinHours } from './hours.ts';
import { type Step, steps } from './levels.ts';
import { everyone, type Recipient, recipient } from './roster.ts';
import { begin, type Progress, progress } from './ways.ts';

/** A rung with its moment, whom it pages now, and how far each of them is. */
export interface Placed extends Step {
  readonly at: Instant;
  readonly people: readonly { readonly who: Recipient; readonly progress: Progress }[];
  /** All ways of all its people failed, or nobody is there: the next rung follows at once (E3, E5). */
  readonly exhaustedAt?: Instant;
  /** First claim on this rung, of whoever was meant then: a hand-off does not put the next rung off (E2, E4). */
  readonly begunAt?: Instant;
}

/** The incident's pages so far. */
export const pagesOf = (incident: Incident): readonly EffectOf<'page'>[] =>
  Object.values(incident.effects).filter((effect) => effect.kind === 'page');

/**
 * The current ladder, rung by rung, up to and including the first one that is not due yet. Derived anew each time
 * from the record, so that it cannot disagree with it (rule 3).
 */
export function schedule(incident: Incident, context: Context): readonly Placed[] {
  const known = placedBefore.get(incident);
  if (known?.context === context) return known.placed;
  const placed = placeAll(incident, context);
  placedBefore.set(incident, { context, placed });
  return placed;
}

/** One decision asks several times for the ladder of one and the same record. */
const placedBefore = new WeakMap<Incident, { readonly context: Context; readonly placed: readonly Placed[] }>();

function placeAll(incident: Incident, context: Context): readonly Placed[] {
  const { ladder } = incident;
  if (!ladder) return [];
  const pages = pagesOf(incident).filter((page) => page.ask.ladder === ladder.n);
  const placed: Placed[] = [];
  const hurried = [...ladder.hurried];
  const once = onlyBlind(incident);
  for (const step of steps(ladder, context.policy, once)) {
    const begunAt = begun(step, ladder, pages);
    const at = placeAt(step, placed.at(-1), ladder, hurried, context);
    // What was begun stays where it was, whatever comes late on the rungs before it.
    const rung = place(
      { ...step, ...(begunAt !== undefined && { begunAt }) },
      Math.min(at, begunAt ?? at),
      placed,
      pages,
      context,
      once,
    );
    placed.push(rung);
    if (rung.at > context.now) break;
  }
  return placed.map((rung, n) => oncePerPerson(rung, placed.slice(n + 1), context.now));
}

/**
 * E4: whoever comes on call in the middle of an incident, or has a place on several rungs that are due at once, is paged
 * for the last of them, not for every round before it.
 */
function oncePerPerson(rung: Placed, after: readonly Placed[], now: Instant): Placed {
  const later = new Set(after.flatMap(({ at, people }) => (at <= now ? people.map(({ who }) => who.name) : [])));
  if (later.size === 0) return rung;
  const people = rung.people.filter(({ who, progress: p }) => p.begunAt !== undefined || !later.has(who.name));
  return people.length === rung.people.length ? rung : { ...rung, people };
}

/** First claim on a rung under the severity that the ladder has now: another severity's levels are other people's. */
function begun({ rung }: Step, { severity }: Ladder, pages: readonly EffectOf<'page'>[]): Instant | undefined {
  const found = pages.filter(
    ({ ask }) => ask.cycle === rung.cycle && ask.level === rung.level && ask.severity === severity,
  );
  return found.length > 0 ? Math.min(...found.map(begin)) : undefined;
}

/**
 * Counted from when the rung before was really begun, so that a late timer runs once (T2); time already elapsed counts
 * (S2). Outside its policy's hours a rung waits for the next opening (E6), unless somebody asks for it now (A3).
 */
function placeAt(
  step: Step,
  before: Placed | undefined,
  ladder: Ladder,
  hurried: Instant[],
  { now, policy }: Context,
): Instant {
  const held = (at: Instant) => withinHours(policy, ladder.severity, at);
  const pushed = (at: Instant, from: Instant) => {
    const push = hurried.findIndex((h) => h >= from && h < at);
    return push < 0 ? at : hurried.splice(push, 1)[0]!;
  };
  if (!before) return pushed(held(ladder.startsAt), ladder.startsAt);
  const nominal = before.at + step.gap;
  const waits = before.people.length > 0 && before.exhaustedAt === undefined;
  const from = before.begunAt ?? (waits ? Math.max(before.at, now) : before.at);
  const natural = nominal <= ladder.madeAt ? nominal : Math.max(nominal, from + step.gap);
  return pushed(held(Math.min(natural, before.exhaustedAt ?? natural)), before.at);
}

function place(
  step: Step & Pick<Placed, 'begunAt'>,
  at: Instant,
  before: readonly Placed[],
  pages: readonly EffectOf<'page'>[],
  context: Context,
  once: boolean,
): Placed {
  const { cycle, level } = step.rung;
  const meant = step.targets.flatMap((target) =>
    level === 'last-resort' ? everyone(target, context) : (recipient(target, context) ?? []),
  );
  const reachable = unique(meant)
    .filter((who) => who.ways.length > 0)
    .map((who) => (once ? reachedOnce(who) : who));
  const levels = before.flatMap((other) => (other.rung.cycle === cycle ? [other.rung.level] : []));
  const elsewhere = new Set(
    pages.flatMap(({ ask }) => (ask.cycle === cycle && levels.includes(ask.level) ? [ask.person] : [])),
  );
  // One person on two levels is paged once a cycle (E4).
  const here = pages.filter(({ ask }) => ask.cycle === cycle && ask.level === level);
  const people = reachable
    .filter((who) => !elsewhere.has(who.name))
    .map((who) => ({
      who,
      progress: progress(
        who,
        at,
        here.filter(({ ask }) => ask.person === who.name),
        context.now,
      ),
    }));
  const placed = { ...step, at, people };
  if (reachable.length === 0) return { ...placed, exhaustedAt: at };
  const ends = people.map((p) => p.progress.exhaustedAt);
  const all = ends.length > 0 && ends.every((end) => end !== undefined);
  return { ...placed, ...(all && { exhaustedAt: Math.max(...(ends as Instant[])) }) };
}

/** One page and no more (I3): a further way is taken only where the one before it fails. */
const reachedOnce = (who: Recipient): Recipient => ({ ...who, ways: who.ways.map(({ after: _, ...way }) => way) });

const unique = (people: readonly Recipient[]) =>
  people.filter((who, i) => people.findIndex((other) => other.name === who.name) === i);
