import type { Incident } from '../incident/incident.ts';
import type { EffectOf, Key, PageAsk, Rung } from '../incident/work.ts';
import type { Severity } from '../severity/severity.ts';
import { newest } from '../time/derived.ts';
import type { Instant } from '../time/instant.ts';
import type { Delivery } from './delivery.ts';
import type { Address } from './numbers.ts';
import { begin, isSend, pagesOf } from './pages.ts';

/** Tries of one way that the head no longer holds one by one, added up. */
export interface Tried extends Address {
  /** First claim. */
  readonly since: Instant;
  readonly tries: number;
  /** Those of them that were more than held back. */
  readonly sends: number;
  /** One of them may have arrived. */
  readonly unsure?: true;
  readonly accepted?: true;
  /** The way failed with the last of them. */
  readonly failedAt?: Instant;
}

/** One person's tries on one rung, by way. */
export interface Place extends Omit<Rung, 'ladder'> {
  readonly severity: Severity;
  readonly person: string;
  readonly via: string;
  readonly ways: Readonly<Record<string, Tried>>;
}

/** What pages of a ladder leave behind that the head no longer holds one by one: all that is ever asked about them. */
export interface Spent {
  /** First claim. */
  readonly since: Instant;
  readonly people: readonly string[];
  readonly accepted: readonly AcceptedPage[];
  /** In the rounds that are not over. */
  readonly places: readonly Place[];
}

/** Rounds of a ladder with nothing left to do: the ladder goes on from the round after them. */
export interface Over {
  /** The first round that is not. */
  readonly below: number;
  /** When its first rung came. */
  readonly at: Instant;
  /** When the last rung of those that are over came or failed. */
  readonly ended: Instant;
}

/** What is left of pages of any ladder: the first claim, and the highest level at which each person was paged; -1: at none with a number. */
export interface Paged {
  readonly since: Instant;
  readonly levels: Readonly<Record<string, number>>;
}

/** Where a page was accepted, and whom it was for. */
export interface AcceptedPage {
  readonly person: string;
  readonly via: string;
  readonly channel: string;
  /** Another incident's message stood for it: the provider knows no alert of this one (I4). */
  readonly bundled?: true;
}

/** Pages of the current ladder that a channel accepted, oldest first. */
export const acceptedOf = ({ ladder, effects }: Incident): readonly AcceptedPage[] => acceptedAmong(ladder, effects);

const acceptedAmong = newest((ladder: Incident['ladder'], effects: Incident['effects']) => {
  const held = pagesOf({ effects }).filter(({ ask }) => ask.ladder === ladder?.n);
  return [...(ladder?.spent?.accepted ?? []), ...held.flatMap(acceptedPage)];
});

/** A page that was accepted, in short; nothing for any other. */
export function acceptedPage({ ask, state }: EffectOf<'page'>): readonly AcceptedPage[] {
  if (state.is !== 'done' || state.got.is !== 'accepted') return [];
  const { person, via, channel } = ask;
  return [{ person, via, channel, ...(isBundled(state.got) && { bundled: true }) }];
}

/** Nothing was sent of its own: a message that was sent for several has a name at the provider. */
export const isBundled = (got: Delivery): boolean =>
  got.is === 'accepted' && got.bundle !== undefined && got.ref === undefined;

/** How often a person was paged on the current ladder, as far as it matters: not at all, once, or more often. */
export function timesPaged(incident: Incident, person: string): number {
  const held = pagesOf(incident).filter(({ ask }) => ask.person === person && ask.ladder === incident.ladder?.n);
  return held.length + (incident.ladder?.spent?.people.includes(person) ? 1 : 0);
}

/** Whoever was paged on a rung of the current ladder, with the target that led to them. */
export function pagedOn(
  incident: Incident,
  { ladder, cycle, level }: Rung,
): readonly Pick<Place, 'person' | 'via' | 'severity'>[] {
  if (ladder !== incident.ladder?.n) return [];
  const on = (place: Omit<Rung, 'ladder'>) => place.cycle === cycle && place.level === level;
  const held = pagesOf(incident).filter(({ ask }) => ask.ladder === ladder && on(ask));
  return [...(incident.ladder.spent?.places ?? []).filter(on), ...held.map(({ ask }) => ask)];
}

/** Whether the same page was sent before: another attempt, or on another way. Held back is not sent (I4). */
export function wasSent(incident: Incident, { ladder, cycle, level, person }: PageAsk, key: Key): boolean {
  const isSame = (of: Omit<Rung, 'ladder'> & Pick<Place, 'person'>) =>
    of.cycle === cycle && of.level === level && of.person === person;
  const places = (incident.ladder?.n === ladder ? incident.ladder.spent?.places : undefined) ?? [];
  return (
    places.some((place) => isSame(place) && Object.values(place.ways).some(({ sends }) => sends > 0)) ||
    pagesOf(incident).some((page) => page.key !== key && page.ask.ladder === ladder && isSame(page.ask) && isSend(page))
  );
}

/** How many other incidents a page stood for that did not reach its person: the next way says so in its place (I4). */
export function unheardOthers(incident: Incident, { ladder, cycle, level, person }: PageAsk): number {
  const stood = pagesOf(incident).flatMap(({ ask, state }) =>
    ask.ladder === ladder &&
    ask.cycle === cycle &&
    ask.level === level &&
    ask.person === person &&
    state.is === 'done' &&
    state.got.is === 'permanent'
      ? [state.got.bundle ?? 0]
      : [],
  );
  return Math.max(0, ...stood);
}

/** The highest level with a number at which a person was paged in this generation; -1 where at none; `undefined`: never paged. */
export function highestLevel(incident: Incident, person: string): number | undefined {
  const held = pagesOf(incident).flatMap(({ ask }) =>
    ask.person === person ? [typeof ask.level === 'number' ? ask.level : -1] : [],
  );
  const all = [...held, ...(incident.paged?.levels[person] === undefined ? [] : [incident.paged.levels[person]])];
  return all.length > 0 ? Math.max(...all) : undefined;
}

/** When pages were claimed, as far as it matters for "the first at or after": of those that are gone, the first ones. */
export const claims = (incident: Incident): readonly Instant[] => [
  ...(incident.paged ? [incident.paged.since] : []),
  ...(incident.ladder?.spent ? [incident.ladder.spent.since] : []),
  ...pagesOf(incident).map(begin),
];

/** The sums of one person on one rung, by way, whatever the severity was. */
export function byWay(places: readonly Place[]): Readonly<Record<string, Tried>> {
  const sums: Record<string, Tried> = {};
  for (const [way, tried] of places.flatMap(({ ways }) => Object.entries(ways)))
    sums[way] = sums[way] ? plus(sums[way], tried) : tried;
  return sums;
}

/** Earlier and later tries of one way, as one sum. */
export const plus = (a: Tried, b: Tried): Tried => ({
  ...a,
  ...b,
  since: Math.min(a.since, b.since),
  tries: a.tries + b.tries,
  sends: a.sends + b.sends,
});
