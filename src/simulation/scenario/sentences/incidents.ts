import type { Instant } from '../../../core/time/instant.ts';
import { type Account, meant, moment, openedIn, type Standing, troubleAt } from '../account.ts';
import { broken, type Held, held, type Sentence, sentence } from './sentence.ts';

const dueAt = (account: Account, within: number | undefined): Instant =>
  within === undefined ? account.end : troubleAt(account) + within;

const lastOf = ({ states }: Account, id: string): Standing => states.findLast((state) => state.id === id)!;

/** Each incident that opened is closed at the end, and was so in time. */
function closes(account: Account, within: number | undefined): Held {
  const opened = openedIn(account);
  if (opened.length === 0) return broken(account.end, 'no incident opened');
  const due = dueAt(account, within);
  const ends = opened.map((id) => lastOf(account, id));
  const late = ends.find(({ phase, at }) => phase !== 'closed' || at > due);
  if (!late) return held(`at ${moment(account, Math.max(...ends.map(({ at }) => at)))}`);
  return broken(
    due,
    late.phase === 'closed'
      ? `${late.id} closed at ${moment(account, late.at)}`
      : `${late.id} was still ${late.phase} at ${moment(account, account.end)}`,
  );
}

/** What can be said of incidents as a whole. */
export const INCIDENT_SENTENCES: readonly Sentence[] = [
  sentence('no incident opens', 'nothing is confirmed', (account) => {
    const first = account.states.find(({ phase }) => phase === 'open');
    return first
      ? broken(first.at, `${first.id} opened, because ${first.reasons.join('; ') || 'it was confirmed'}`)
      : held('');
  }),
  sentence(
    'an incident opens [within DURATION]',
    'something is confirmed; counted from when things first went wrong',
    (account, { duration }) => {
      const first = account.states.find(({ phase }) => phase === 'open');
      const due = dueAt(account, duration);
      if (first && first.at <= due) return held(`at ${moment(account, first.at)}`, first.at);
      return broken(due, first ? `only at ${moment(account, first.at)}` : 'no incident opened');
    },
  ),
  sentence(
    'incidents open COUNT',
    'so many different ones: monitors that are connected share one',
    (account, { count }) => {
      const opened = openedIn(account);
      return opened.length === count
        ? held(opened.join(', '))
        : broken(
            account.end,
            opened.length === 0 ? 'none opened' : `there were ${opened.length}: ${opened.join(', ')}`,
          );
    },
  ),
  sentence(
    'the incident closes [within DURATION]',
    'every one that opened does; counted from when things first went wrong',
    (account, { duration }) => closes(account, duration),
  ),
  sentence('the incident stays open', 'every one that opened is open at the end', (account) => {
    const opened = openedIn(account);
    const over = opened.map((id) => lastOf(account, id)).find(({ phase }) => phase !== 'open');
    if (opened.length === 0) return broken(account.end, 'no incident opened');
    return over ? broken(over.at, `${over.id} was ${over.phase}`) : held('');
  }),
  sentence('the incident opens again', 'it fails again soon after it closed, and is resumed', (account) => {
    const again = account.states.find(({ phase, generation }) => phase === 'open' && generation > 1);
    return again ? held(`at ${moment(account, again.at)}`, again.at) : broken(account.end, 'none did');
  }),
  sentence(
    'the incident is acknowledged [by PERSON] [within DURATION]',
    'and paging stops; counted from when things first went wrong',
    (account, { person, duration }) => {
      const all = account.states.flatMap(({ attention }) => (attention.is === 'acknowledged' ? [attention] : []));
      const first = all.find(({ by }) => person === undefined || meant(account, person).includes(by));
      const due = dueAt(account, duration);
      if (first && first.at <= due) return held(`by ${first.by} at ${moment(account, first.at)}`, first.at);
      const other = first ?? all[0];
      return broken(due, other ? `it was by ${other.by} at ${moment(account, other.at)}` : 'nobody did');
    },
  ),
  sentence('everyone who was paged is told of the end', 'on the channel that reached them', (account) => {
    for (const page of account.pages) {
      if (page.got !== 'accepted') continue;
      const told = account.receipts.some(
        ({ message, delivery, at }) =>
          message.type === 'resolved' &&
          message.person === page.person &&
          message.incident === page.incident &&
          delivery.is === 'accepted' &&
          at >= page.at,
      );
      if (!told) return broken(account.end, `${page.person}, paged at ${moment(account, page.at)}, was not`);
    }
    return held(account.pages.length === 0 ? 'nobody was paged' : '');
  }),
];
