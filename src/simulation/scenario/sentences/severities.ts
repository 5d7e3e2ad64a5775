import { inUnits } from '../../../core/scenario/moment.ts';
import { type Severity, stricter, strictest } from '../../../core/severity/severity.ts';
import type { Instant } from '../../../core/time/instant.ts';
import {
  type Account,
  moment,
  openedIn,
  type Page,
  pageInWords,
  type Standing,
  standingAt,
  troubleAt,
} from '../account.ts';
import { broken, type Held, held, type Sentence, sentence } from './sentence.ts';

/** A stretch in which an incident was open, of a severity, and nobody had answered. */
interface Stretch {
  readonly id: string;
  readonly generation: number;
  readonly from: Instant;
  /** When it was answered, over, muted or of another severity; the end where none of these came. */
  readonly until: Instant;
}

function stretchesOf({ states, end }: Account, severity: Severity): readonly Stretch[] {
  const running = new Map<string, Stretch>();
  const found: Stretch[] = [];
  for (const state of states) {
    const key = `${state.id}/${state.generation}`;
    const now = running.get(key);
    const matters = isUnanswered(state) && state.severity === severity;
    if (matters && !now) running.set(key, { id: state.id, generation: state.generation, from: state.at, until: end });
    if (matters || !now) continue;
    found.push({ ...now, until: state.at });
    running.delete(key);
  }
  return [...found, ...running.values()].sort((a, b) => a.from - b.from);
}

const isUnanswered = ({ phase, attention, recoveredAt }: Standing): boolean =>
  phase === 'open' && attention.is === 'nobody' && recoveredAt === null;

/** Each stretch of the severity saw a page that counts in time, or was over before. */
function each(
  account: Account,
  severity: Severity,
  within: number,
  does: string,
  counts: (page: Page) => boolean,
): Held {
  const stretches = stretchesOf(account, severity);
  let latest = 0;
  for (const { id, generation, from, until } of stretches) {
    const mine = account.pages.filter(
      (page) => page.incident === id && page.generation === generation && page.at >= from,
    );
    const first = mine.find((page) => page.severity === severity && counts(page));
    if (first && first.at <= from + within) latest = Math.max(latest, first.at - from);
    else if (until > from + within) {
      const what = first
        ? `the first that ${does} was the ${pageInWords(account, first)}`
        : `no page ${does}${tried(account, mine)}`;
      return broken(from + within, `${id} was ${severity} since ${moment(account, from)}, and ${what}`);
    }
  }
  return held(stretches.length === 0 ? `nothing was ${severity}` : `after ${inUnits(latest)} at the latest`);
}

const tried = (account: Account, pages: readonly Page[]): string => {
  const last = pages.at(-1);
  return last ? `; the last try was the ${pageInWords(account, last)} (${last.got})` : '';
};

/** The strictest severity of the incidents that were open at a moment; `null` where there was none. */
function severityAt(account: Account, at: Instant): Severity | null {
  const open = openedIn(account).flatMap((id) => standingAt(account, id, at) ?? []);
  return strictest(open.flatMap(({ phase, severity }) => (phase === 'open' && severity ? [severity] : []))) ?? null;
}

const firstOf = ({ states }: Account, severity: Severity): Standing | undefined =>
  states.find((state) => state.phase === 'open' && state.severity === severity);

const seen = (account: Account): string => {
  const all = [
    ...new Set(account.states.flatMap(({ phase, severity }) => (phase === 'open' && severity ? [severity] : []))),
  ];
  return all.length > 0 ? `there was ${all.join(', then ')}` : 'no incident opened';
};

/** What can be said of severities. */
export const SEVERITY_SENTENCES: readonly Sentence[] = [
  sentence(
    'every SEVERITY wakes a person within DURATION',
    'each time an incident becomes this, a waking channel accepts a page for somebody who is there to notice it; counted from that moment, unless it is answered or over before',
    (account, { severity, duration }) =>
      each(account, severity, duration, 'woke a person', (page) => page.noticed && page.wakes),
  ),
  sentence(
    'every SEVERITY is accepted within DURATION',
    'the same for any channel: its provider accepts a page',
    (account, { severity, duration }) =>
      each(account, severity, duration, 'was accepted', (page) => page.got === 'accepted'),
  ),
  sentence(
    'severity is SEVERITY at MOMENT',
    'the strictest of the incidents that are open then',
    (account, { severity, moment: { at } }) => {
      const now = severityAt(account, at);
      return now === severity ? held('', at) : broken(at, now === null ? 'no incident was open' : `it was ${now}`);
    },
  ),
  sentence(
    'severity becomes SEVERITY [within DURATION] [because TEXT]',
    'at some time, counted from when things first went wrong; with this among its reasons',
    (account, { severity, duration, text }) => {
      const first = account.states.find(
        (state) => state.phase === 'open' && state.severity === severity && says(state, text),
      );
      const due = duration === undefined ? account.end : troubleAt(account) + duration;
      if (first && first.at <= due) return held(`at ${moment(account, first.at)}`, first.at);
      const other = text === undefined ? undefined : firstOf(account, severity);
      return broken(
        due,
        first
          ? `only at ${moment(account, first.at)}`
          : other
            ? `it was because ${other.reasons.join('; ')}`
            : seen(account),
      );
    },
  ),
  sentence('severity is never SEVERITY', 'of no incident, at no time', (account, { severity }) => {
    const first = firstOf(account, severity);
    return first ? broken(first.at, `${first.id} was, because ${first.reasons.join('; ')}`) : held(seen(account));
  }),
  sentence('severity is never above SEVERITY', 'nothing stricter, at no time', (account, { severity }) => {
    const first = account.states.find(
      (state) => state.phase === 'open' && state.severity && stricter(state.severity, severity),
    );
    return first
      ? broken(first.at, `${first.id} was ${first.severity}, because ${first.reasons.join('; ')}`)
      : held(seen(account));
  }),
  sentence(
    'the suspect is MONITOR',
    'it is among the first broken layers of an incident that opened',
    (account, { monitor }) => {
      const first = account.states.find((state) => state.phase === 'open' && state.roots.includes(monitor));
      const roots = [...new Set(account.states.flatMap((state) => (state.phase === 'open' ? state.roots : [])))];
      return first
        ? held(`at ${moment(account, first.at)}`, first.at)
        : broken(account.end, roots.length > 0 ? `it was ${roots.join(' and ')}` : 'no incident opened');
    },
  ),
  sentence('MONITOR is only a symptom', 'it is never among the first broken layers', (account, { monitor }) => {
    const first = account.states.find((state) => state.phase === 'open' && state.roots.includes(monitor));
    return first ? broken(first.at, `it was a suspect of ${first.id}`) : held('');
  }),
];

const says = ({ reasons }: Standing, text: string | undefined): boolean =>
  text === undefined || reasons.some((reason) => reason.toLowerCase().includes(text.toLowerCase()));
