import { type Instant, inWords, SECOND } from '../../core/time/instant.ts';
import type { Entry } from '../scenario/account.ts';
import type { Told } from './told.ts';

/** Two moments this close are the same: real probers and providers are never on time to the millisecond. */
const SAME = 2 * SECOND;

/** A line of the two timelines: in both, only in the record, or only now; in both with other words where that is what changed. */
export interface Row {
  readonly then?: Entry;
  readonly now?: Entry;
}

/** What somebody's first page became. `by`: ms, negative where it is earlier. */
export interface Moved {
  readonly person: string;
  readonly then?: Instant;
  readonly now?: Instant;
  readonly by?: number;
}

/** What is compared: not every check, and not every piece of news. */
const SHOWN: readonly Entry['about'][] = ['phase', 'severity', 'page', 'answer', 'note', 'remedy', 'mute', 'report'];

/** The two timelines beside each other, in the order of their moments. */
export function rowsOf(then: Told, now: Told): readonly Row[] {
  const left = then.entries.filter(({ about }) => SHOWN.includes(about));
  const right = now.entries.filter(({ about }) => SHOWN.includes(about));
  const twins = new Map<Entry, Entry>();
  const pair = (fits: (a: Entry, b: Entry) => boolean) => {
    const taken = new Set(twins.values());
    for (const entry of left) {
      const twin = twins.has(entry) ? undefined : right.find((other) => !taken.has(other) && fits(entry, other));
      if (!twin) continue;
      twins.set(entry, twin);
      taken.add(twin);
    }
  };
  pair((a, b) => isClose(a, b) && saysSame(a, b));
  pair(isClose);
  const rows = left.map((entry): Row => {
    const twin = twins.get(entry);
    return { then: entry, ...(twin && { now: twin }) };
  });
  const taken = new Set(twins.values());
  const onlyNow = right.filter((entry) => !taken.has(entry)).map((entry): Row => ({ now: entry }));
  return [...rows, ...onlyNow].toSorted((a, b) => atOf(a) - atOf(b));
}

export const atOf = ({ then, now }: Row): Instant => (then ?? now)!.at;
export const isSame = ({ then, now }: Row): boolean => then !== undefined && now !== undefined && saysSame(then, now);

const isClose = (a: Entry, b: Entry): boolean => a.about === b.about && Math.abs(a.at - b.at) <= SAME;
const saysSame = (a: Entry, b: Entry): boolean => anonymous(a) === anonymous(b);

/** Lived through again, an incident has another number. */
const anonymous = ({ text, incident }: Entry): string =>
  incident === undefined ? text : text.replaceAll(incident, 'ID');

/** First pages that came sooner, later, more, or no more; those that moved most first. */
export function movedOf(then: Told, now: Told): readonly Moved[] {
  const first = ({ pages }: Told, person: string) => pages.find((page) => page.person === person)?.at;
  const people = [...new Set([...then.pages, ...now.pages].map(({ person }) => person))];
  return people
    .map((person): Moved => {
      const [before, after] = [first(then, person), first(now, person)];
      return {
        person,
        ...(before !== undefined && { then: before }),
        ...(after !== undefined && { now: after }),
        ...(before !== undefined && after !== undefined && { by: after - before }),
      };
    })
    .filter(({ by }) => by === undefined || Math.abs(by) > SAME)
    .toSorted((a, b) => Math.abs(b.by ?? Number.MAX_SAFE_INTEGER) - Math.abs(a.by ?? Number.MAX_SAFE_INTEGER));
}

/** `With the new policy lead-developer is paged 3 min earlier.` */
export function verdict(moved: readonly Moved[], rows: readonly Row[]): string {
  if (rows.every(isSame)) return 'Nothing changes: the same happens at the same time.';
  if (moved.length === 0) return 'Nobody is paged sooner or later than then; what else changes is marked.';
  const said = moved.slice(0, 3).map(inSentence);
  const more = moved.length > 3 ? [`${moved.length - 3} more differ`] : [];
  const all = [...said, ...more];
  return `With the new policy ${all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`}.`;
}

function inSentence({ person, by, then }: Moved): string {
  if (by !== undefined) return `${person} is paged ${inWords(Math.abs(by))} ${by < 0 ? 'earlier' : 'later'}`;
  return then === undefined ? `${person} is paged as well` : `${person} is not paged any more`;
}
