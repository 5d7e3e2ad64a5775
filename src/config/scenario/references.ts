import type { ConfigDocument, Path } from '../document.ts';
import type { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import type { EventKind, ParsedEvent } from './language.ts';
import type { Known } from './names.ts';

/** What an event names, by key, and among which names it has to be. */
const REFERS: { readonly [K in EventKind]: Readonly<Record<string, readonly [what: string, among: keyof Known]>> } = {
  monitor: { monitor: ['monitor', 'monitor'], from: ['location', 'location'], parts: ['part', 'part'] },
  channel: { channel: ['channel', 'channel'] },
  person: {
    person: ['person, team or rotation', 'reachable'],
    on: ['channel', 'channel'],
    remedy: ['remedy', 'remedy'],
  },
  mute: { mute: ['monitor', 'monitor'] },
  unmute: { unmute: ['monitor', 'monitor'] },
  deploy: { deploy: ['monitor', 'monitor'] },
  remedy: { remedy: ['remedy', 'remedy'], mends: ['monitor', 'monitor'] },
  control: {},
};

/** Names in an event that the config does not know, each with its place and what was meant. */
export function unknownNames(
  { kind, event }: ParsedEvent,
  i: number,
  raw: Readonly<Record<string, unknown>>,
  known: Known,
  document: ConfigDocument,
): readonly Problem[] {
  return Object.entries(REFERS[kind]).flatMap(([key, [what, among]]) => {
    const value = (event as Readonly<Record<string, unknown>>)[key];
    const names = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return names.flatMap((name: string, j) => {
      if (known[among].includes(name)) return [];
      const path: Path = ['events', i, key, ...(Array.isArray(raw[key]) ? [j] : [])];
      return [document.problem(path, `there is no ${what} '${name}'`, suggest(name, known[among]))];
    });
  });
}

type Rule = (
  event: Readonly<Record<string, unknown>>,
) => readonly [key: string, message: string, remedy: string] | undefined;

/** Keys that only make sense together. */
const TOGETHER: { readonly [K in EventKind]?: readonly Rule[] } = {
  monitor: [
    ({ times, every }) =>
      (times === undefined) === (every === undefined)
        ? undefined
        : [times === undefined ? 'every' : 'times', "'every' and 'times' go together", 'As in every: 3m, times: 5.'],
    ({ every, times, for: length }) =>
      every === undefined || times === undefined || (typeof length === 'number' && length < Number(every))
        ? undefined
        : [
            'every',
            "what comes again has to end before: 'for' has to be shorter than 'every'",
            'As in for: 90s, every: 3m.',
          ],
    ({ becomes, for: length }) =>
      becomes === 'up' && length !== undefined
        ? ['for', "'up' lasts until something else happens", "Leave 'for' away."]
        : undefined,
  ],
  person: [
    ({ does, remedy }) =>
      (does === 'approves' || does === 'refuses') && remedy === undefined
        ? ['does', `'${does}' needs 'remedy': what is answered`, 'As in remedy: roll-back-backend.']
        : undefined,
    ({ does, within }) =>
      within !== undefined && !ANSWERS.includes(String(does))
        ? ['within', `'within' says when somebody answers a page; '${does}' is no answer`, "Leave 'within' away."]
        : undefined,
    ({ does, on }) =>
      on !== undefined && does !== 'is-unreachable'
        ? ['on', "'on' goes with 'is-unreachable'", "Leave 'on' away."]
        : undefined,
  ],
  remedy: [
    ({ would, why }) =>
      would === 'work' && why !== undefined
        ? [
            'why',
            "a remedy that works gives no reason: 'why' goes with refuse and fail",
            "Write 'summary' for what it would do.",
          ]
        : undefined,
  ],
};
const ANSWERS = ['acknowledges', 'escalates', 'approves', 'refuses'];

/** Combinations in an event that mean nothing. */
export function impossible({ kind, event }: ParsedEvent, i: number, document: ConfigDocument): readonly Problem[] {
  return (TOGETHER[kind] ?? []).flatMap((rule) => {
    const found = rule(event);
    return found ? [document.problem(['events', i, found[0]], found[1], found[2])] : [];
  });
}
