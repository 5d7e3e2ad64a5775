import type { PagePlace } from '../escalation/page-key.ts';
import { begin, byAttempt, isSend, isUnsure, pagesOf } from '../escalation/pages.ts';
import { type AcceptedPage, acceptedPage, type Place, plus, type Spent, type Tried } from '../escalation/spent.ts';
import { fateOf } from '../escalation/ways.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident, Ladder } from './incident.ts';
import { isOfPast } from './rounds.ts';
import { without } from './stage.ts';
import type { EffectOf } from './work.ts';

type Page = EffectOf<'page'>;

/** Pages that decide nothing by themselves any more, oldest first: what they leave behind can be added up. */
export function spendable(incident: Incident, now: Instant): readonly Page[] {
  const pages = pagesOf(incident);
  return pages.filter((page) => isThrough(incident, pages, page, now) && !isOnlyTrace(incident, pages, page));
}

function isThrough(incident: Incident, pages: readonly Page[], page: Page, now: Instant): boolean {
  if (page.state.is === 'claimed' && page.state.lease > now) return false;
  if (page.ask.ladder !== incident.ladder?.n || isOfPast(incident.ladder, page.ask)) return true;
  const { tries, gone } = wayOf(incident.ladder, pages, page);
  if (tries.at(-1)?.key !== page.key) return true;
  return fateOf(tries, gone, now).again === undefined;
}

/** A page whose sender died is all that says that its person may know: they hear of the end (C2). */
const isOnlyTrace = (incident: Incident, pages: readonly Page[], page: Page): boolean =>
  page.state.is === 'claimed' &&
  !(page.ask.person in incident.reached) &&
  pages.find(({ ask, state }) => state.is === 'claimed' && ask.person === page.ask.person)?.key === page.key;

/** All tries of the way that a page was sent on, and what is gone of them. */
function wayOf({ n, spent }: Ladder, pages: readonly Page[], { ask }: Page) {
  const isSame = (of: Pick<Place, 'cycle' | 'level' | 'person'>) =>
    of.cycle === ask.cycle && of.level === ask.level && of.person === ask.person;
  const tries = pages.filter((page) => page.ask.ladder === n && page.ask.way === ask.way && isSame(page.ask));
  const sums = (spent?.places ?? []).flatMap((place) => (isSame(place) ? (place.ways[ask.way] ?? []) : []));
  const gone = sums.reduce<Tried | undefined>((sum, tried) => (sum ? plus(sum, tried) : tried), undefined);
  return { tries: tries.sort(byAttempt), gone };
}

/** The incident without some of its spendable pages, which are added up instead. */
export function spend(incident: Incident, pages: readonly Page[], now: Instant): Incident {
  if (pages.length === 0) return incident;
  const { ladder } = incident;
  const held = pagesOf(incident);
  const mine = pages.filter(({ ask }) => ask.ladder === ladder?.n);
  const spent = ladder && mine.reduce((sum, page) => added(ladder, sum, held, page, now), ladder.spent);
  const since = Math.min(incident.paged?.since ?? Number.POSITIVE_INFINITY, ...pages.map(begin));
  const levels = { ...incident.paged?.levels };
  for (const { ask } of pages)
    levels[ask.person] = Math.max(levels[ask.person] ?? -1, typeof ask.level === 'number' ? ask.level : -1);
  const keys = pages.map(({ key }) => key);
  return {
    ...incident,
    paged: { since, levels },
    ladder: ladder && spent ? { ...ladder, spent } : ladder,
    effects: without(incident.effects, keys),
  };
}

function added(ladder: Ladder, sum: Spent | undefined, held: readonly Page[], page: Page, now: Instant): Spent {
  const { ask } = page;
  const accepted = sum?.accepted ?? [];
  const isKnown = (one: AcceptedPage) =>
    accepted.some(
      (of) =>
        of.person === one.person && of.via === one.via && of.channel === one.channel && of.bundled === one.bundled,
    );
  const places = sum?.places ?? [];
  return {
    since: Math.min(sum?.since ?? begin(page), begin(page)),
    people: [...new Set([...(sum?.people ?? []), ask.person])],
    accepted: [...accepted, ...acceptedPage(page).filter((one) => !isKnown(one))],
    places: isOfPast(ladder, ask) ? places : withTry(places, page, triedOnce(ladder, held, page, now)),
  };
}

function triedOnce(ladder: Ladder, held: readonly Page[], page: Page, now: Instant): Tried {
  const { tries, gone } = wayOf(ladder, held, page);
  const failedAt = tries.at(-1)?.key === page.key ? fateOf(tries, gone, now).failedAt : undefined;
  const { channel, to } = page.ask;
  return {
    channel,
    ...(to !== undefined && { to }),
    since: begin(page),
    tries: 1,
    sends: isSend(page) ? 1 : 0,
    ...(isUnsure(page) && { unsure: true }),
    ...(page.state.is === 'done' && page.state.got.is === 'accepted' && { accepted: true }),
    ...(failedAt !== undefined && { failedAt }),
  };
}

/** A page that is held no longer, and that was accepted, has failed after all; the same incident where no such page is known. */
export function unaccept(
  incident: Incident,
  { cycle, level, person, way, attempt, channel }: PagePlace & { readonly channel: string },
  now: Instant,
): Incident {
  const { ladder } = incident;
  const { places = [] } = ladder?.spent ?? {};
  const nth = places.findIndex(
    (place) =>
      place.cycle === cycle &&
      place.level === level &&
      place.person === person &&
      place.ways[way]?.accepted === true &&
      place.ways[way].tries === attempt,
  );
  const place = places[nth];
  if (!ladder?.spent || !place) return incident;
  const { accepted: _, ...tried } = place.ways[way]!;
  const failed = { ...place, ways: { ...place.ways, [way]: { ...tried, failedAt: now } } };
  const accepted = ladder.spent.accepted.filter(
    (page) => page.person !== person || page.via !== place.via || page.channel !== channel,
  );
  return { ...incident, ladder: { ...ladder, spent: { ...ladder.spent, accepted, places: places.with(nth, failed) } } };
}

function withTry(places: readonly Place[], { ask }: Page, tried: Tried): readonly Place[] {
  const { cycle, level, severity, person, via, way } = ask;
  const nth = places.findIndex(
    (of) =>
      of.cycle === cycle && of.level === level && of.severity === severity && of.person === person && of.via === via,
  );
  const before = places[nth];
  if (!before) return [...places, { cycle, level, severity, person, via, ways: { [way]: tried } }];
  const sum = before.ways[way];
  return places.with(nth, { ...before, ways: { ...before.ways, [way]: sum ? plus(sum, tried) : tried } });
}

/** The incident without the sums of rounds that are over. */
export function forgetPast(incident: Incident): Incident {
  const { ladder } = incident;
  if (!ladder?.spent) return incident;
  const places = ladder.spent.places.filter((place) => !isOfPast(ladder, place));
  if (places.length === ladder.spent.places.length) return incident;
  return { ...incident, ladder: { ...ladder, spent: { ...ladder.spent, places } } };
}
