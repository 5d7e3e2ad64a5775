import type { Context } from '../incident/event.ts';
import type { Incident, Ladder } from '../incident/incident.ts';
import type { EffectOf, Rung } from '../incident/work.ts';
import { present } from '../present.ts';
import { onlyBlind } from '../report/words.ts';
import { newest } from '../time/derived.ts';
import type { Instant } from '../time/instant.ts';
import { withinHours } from './hours.ts';
import { type Step, steps } from './levels.ts';
import { begin, pagesOf } from './pages.ts';
import { everyone, type Recipient, recipient } from './roster.ts';
import { byWay, type Place } from './spent.ts';
import { type Progress, progress } from './ways.ts';

/** A rung with its moment, whom it pages now, and how far each of them is. */
export interface Placed extends Step {
  readonly at: Instant;
  readonly people: readonly { readonly who: Recipient; readonly progress: Progress }[];
  /** All ways of all its people failed, or nobody is there: the next rung follows at once (E3, E5). */
  readonly exhaustedAt?: Instant;
  /** First claim on this rung, of whoever was meant then: a hand-off does not put the next rung off (E2, E4). */
  readonly begunAt?: Instant;
  /** When somebody else takes over whom the rung means: also where it pages nobody until then (E4). */
  readonly handsOver?: Instant;
  /** Calls for the next level that this rung and those before it left unused. */
  readonly hurried: readonly Instant[];
}

/** Pages of the current ladder: those the record holds, and sums of those it no longer does. */
interface Pages {
  readonly held: readonly EffectOf<'page'>[];
  readonly gone: readonly Place[];
}

/**
 * The current ladder, rung by rung, up to and including the first one that is not due yet. Derived anew each time
 * from the record, so that it cannot disagree with it (rule 3).
 */
export function schedule(incident: Incident, context: Context): readonly Placed[] {
  const { ladder, effects } = incident;
  if (!ladder) return [];
  return placeAll(ladder, effects, onlyBlind(incident), context);
}

/**
 * All that it goes by: the ladder, the pages of the record, and whether there is but one page (I3). One decision asks
 * several times for one and the same ladder, whatever else changes in the record meanwhile.
 */
const placeAll = newest((ladder: Ladder, effects: Incident['effects'], once: boolean, context: Context) => {
  const held = pagesOf({ effects }).filter((page) => page.ask.ladder === ladder.n);
  const pages: Pages = { held, gone: ladder.spent?.places ?? [] };
  const placed: Placed[] = [];
  const hurried = [...ladder.hurried];
  for (const step of stepsLeft(ladder, context, once)) {
    const begunAt = begun(step, ladder, pages);
    const at = placeAt(step, placed, ladder, hurried, pages, context);
    // What was begun stays where it was, whatever comes late on the rungs before it.
    const rung = place(
      { ...step, ...(begunAt !== undefined && { begunAt }), hurried: [...hurried] },
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
});

/** The rungs of a ladder without those of its rounds that are over; of a shorter ladder, which a lower severity may have, the last resort is left. */
export function stepsLeft(ladder: Ladder, { policy }: Context, once: boolean): readonly Step[] {
  const all = steps(ladder, policy, once);
  if (!ladder.over) return all;
  const below = Math.min(ladder.over.below, all.at(-1)?.rung.cycle ?? 0);
  return once ? [] : all.filter(({ rung }) => rung.cycle >= below);
}

/**
 * E4: whoever comes on call in the middle of an incident, or has a place on several rungs that are due at once, is paged
 * for the last of them, not for every round before it; so is whoever gets a new way meanwhile.
 */
function oncePerPerson(rung: Placed, after: readonly Placed[], now: Instant): Placed {
  const later = new Set<string>();
  for (const { at, people } of after) if (at <= now) for (const { who } of people) later.add(who.name);
  if (later.size === 0) return rung;
  const people = rung.people.flatMap((one) => {
    const { who, progress: p } = one;
    if (!later.has(who.name)) return [one];
    if (p.begunAt === undefined) return [];
    const attempts = p.attempts.filter(({ isNew }) => !isNew);
    return [attempts.length === p.attempts.length ? one : { who, progress: { ...p, attempts } }];
  });
  const isSame = people.length === rung.people.length && people.every((one, n) => one === rung.people[n]);
  return isSame ? rung : { ...rung, people };
}

/** First claim on a rung under the severity that the ladder has now: another severity's levels are other people's. */
function begun({ rung }: Step, { severity }: Ladder, { held, gone }: Pages): Instant | undefined {
  const isOn = (of: Omit<Rung, 'ladder'> & Pick<Ladder, 'severity'>) => isAt(rung, of) && of.severity === severity;
  const begins = [...held.filter(({ ask }) => isOn(ask)).map(begin), ...gone.filter(isOn).map(since)];
  return begins.length > 0 ? Math.min(...begins) : undefined;
}

const isAt = (rung: Omit<Rung, 'ladder'>, of: Omit<Rung, 'ladder'>): boolean =>
  of.cycle === rung.cycle && of.level === rung.level;

/**
 * Counted from when the rung before was really begun, so that a late timer runs once (T2); time already elapsed counts
 * (S2). Outside its policy's hours a rung waits for the next opening (E6), unless somebody asks for it now (A3).
 */
function placeAt(
  step: Step,
  above: readonly Placed[],
  ladder: Ladder,
  hurried: Instant[],
  pages: Pages,
  context: Context,
): Instant {
  const { now, policy } = context;
  const before = above.at(-1);
  const held = (at: Instant) => withinHours(policy, ladder.severity, at);
  const pushed = (at: Instant, from: Instant) => {
    const push = hurried.findIndex((h) => h >= from && h < at);
    return push < 0 ? at : hurried.splice(push, 1)[0]!;
  };
  if (!before && ladder.over) {
    const { below, at } = ladder.over;
    // Under another severity the round that came then may be its last resort, which did not.
    const isThere = step.rung.cycle === below && step.rung.level !== 'last-resort';
    return isThere ? at : pushed(held(at + step.gap), at);
  }
  if (!before) return pushed(held(ladder.startsAt), ladder.startsAt);
  const nominal = before.at + step.gap;
  const waits = before.people.length > 0 && before.exhaustedAt === undefined;
  // Whoever was paged here at another severity was paged: the rung does not begin for them once more (S2).
  const begins = present(before.people.map(({ progress: p }) => p.begunAt));
  const begunAt = before.begunAt ?? (begins.length > 0 ? Math.min(...begins) : undefined);
  const from = begunAt ?? (waits ? Math.max(before.at, now) : before.at);
  const isCounted = nominal <= ladder.madeAt || (from > nominal && hadPassed(above, nominal, pages, context));
  const natural = isCounted ? nominal : Math.max(nominal, from + step.gap);
  return pushed(held(Math.min(natural, before.exhaustedAt ?? natural)), before.at);
}

/**
 * The last of these rungs had ended by then and paged nobody, since everyone it meant had been paged in its round before:
 * whoever comes on call for it later does not put the next one off (E2, E4).
 */
function hadPassed(above: readonly Placed[], ended: Instant, pages: Pages, context: Context): boolean {
  const { rung, targets } = above.at(-1)!;
  const paged = pagedAbove(rung.cycle, above.slice(0, -1), pages, ended);
  const meant = targets.flatMap((target) => recipient(target, { ...context, now: ended }) ?? []);
  return meant.every(({ name, ways }) => ways.length === 0 || paged.has(name));
}

/** Whoever was paged on these rungs, in one round and by a moment. */
function pagedAbove(cycle: number, above: readonly Placed[], { held, gone }: Pages, by: Instant): ReadonlySet<string> {
  const isAbove = (of: Omit<Rung, 'ladder'>) => of.cycle === cycle && above.some(({ rung }) => isAt(rung, of));
  return new Set([
    ...held.filter((page) => isAbove(page.ask) && begin(page) <= by).map(({ ask }) => ask.person),
    ...gone.filter((of) => isAbove(of) && since(of) <= by).map(({ person }) => person),
  ]);
}

const since = ({ ways }: Place): Instant => Math.min(...Object.values(ways).map((tried) => tried.since));

function place(
  step: Step & Pick<Placed, 'begunAt' | 'hurried'>,
  at: Instant,
  before: readonly Placed[],
  pages: Pages,
  context: Context,
  once: boolean,
): Placed {
  const { held, gone } = pages;
  const { cycle, level } = step.rung;
  const meant =
    level === 'last-resort'
      ? step.targets.flatMap((target) => everyone(target, context))
      : present(step.targets.map((target) => recipient(target, context)));
  const reachable = unique(meant)
    .filter((who) => who.ways.length > 0)
    .map((who) => (once ? reachedOnce(who) : who));
  const elsewhere = pagedAbove(cycle, before, pages, context.now);
  // One person on two levels is paged once a cycle (E4).
  const here = held.filter(({ ask }) => isAt(step.rung, ask));
  const sums = gone.filter((of) => isAt(step.rung, of));
  const people = reachable
    .filter((who) => !elsewhere.has(who.name))
    .map((who) => ({
      who,
      progress: progress(
        who,
        at,
        here.filter(({ ask }) => ask.person === who.name),
        byWay(sums.filter(({ person }) => person === who.name)),
        context,
      ),
    }));
  const turns = present(meant.map(({ until }) => until));
  const placed = { ...step, at, people, ...(turns.length > 0 && { handsOver: Math.min(...turns) }) };
  // Who was paged here and has no way any more has been paged all the same; whose page was kept back was not (E3, I4).
  if (reachable.length === 0)
    return here.some(mayHaveReached) || sums.some(hasSent) ? placed : { ...placed, exhaustedAt: at };
  const ends = people.map((p) => p.progress.exhaustedAt);
  const all = ends.length > 0 && ends.every((end) => end !== undefined);
  return { ...placed, ...(all && { exhaustedAt: Math.max(...(ends as Instant[])) }) };
}

const mayHaveReached = (page: EffectOf<'page'>): boolean =>
  page.state.is === 'claimed' || page.state.got.is === 'accepted' || page.state.got.is === 'unknown';
const hasSent = ({ ways }: Place): boolean =>
  Object.values(ways).some(({ accepted, unsure }) => accepted === true || unsure === true);

/** One page and no more (I3): a further way is taken only where the one before it fails. */
const reachedOnce = (who: Recipient): Recipient => ({ ...who, ways: who.ways.map(({ after: _, ...way }) => way) });

const unique = (people: readonly Recipient[]) =>
  people.filter((who, i) => people.findIndex((other) => other.name === who.name) === i);
