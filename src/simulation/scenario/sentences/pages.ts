import { inUnits } from '../../../core/scenario/moment.ts';
import type { SaidMoment } from '../../../core/scenario/scenario.ts';
import { type Account, meant, moment, type Page, pageInWords, troubleAt } from '../account.ts';
import { broken, type Held, held, type Sentence, sentence } from './sentence.ts';

type Asks = { readonly person?: string | undefined; readonly channel?: string | undefined };

/** Pages that a channel accepted: what counts as paged. A rotation means whoever it stood for. */
const accepted = ({ pages }: Account, { person, channel }: Asks = {}): readonly Page[] =>
  pages.filter(
    (page) =>
      page.got === 'accepted' &&
      (person === undefined || page.person === person || page.via === person) &&
      (channel === undefined || page.channel === channel),
  );

/** What became of somebody instead. */
function instead(account: Account, { person, channel }: Asks): string {
  const [elsewhere] = accepted(account, { person });
  if (elsewhere) return `there was only the ${pageInWords(account, elsewhere)}`;
  const tried = account.pages.find((page) => page.person === person || page.via === person);
  if (tried) return `the ${pageInWords(account, tried)} was not accepted (${tried.got})`;
  const [first] = accepted(account, { channel });
  return first ? `nobody asked ${person}; there was the ${pageInWords(account, first)}` : 'nobody was paged';
}

function paged(account: Account, asks: Asks, within: number | undefined, pages: readonly Page[]): Held {
  const due = within === undefined ? account.end : troubleAt(account) + within;
  const [first] = pages;
  if (first && first.at <= due) return held(`at ${moment(account, first.at)}`, first.at);
  return broken(due, first ? `only the ${pageInWords(account, first)}` : instead(account, asks));
}

const isThen = ({ at }: Page, said: SaidMoment): boolean => at >= said.at && at < said.at + said.grain;

const none = (account: Account, pages: readonly Page[]): Held => {
  const [first] = pages;
  return first ? broken(first.at, `there was the ${pageInWords(account, first)}`) : held('');
};

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** What can be said of pages and of who gets them. */
export const PAGE_SENTENCES: readonly Sentence[] = [
  sentence('nobody is paged [before MOMENT]', 'no channel accepts a page for anyone', (account, { moment: before }) =>
    none(
      account,
      accepted(account).filter((page) => before === undefined || page.at < before.at),
    ),
  ),
  sentence(
    'nobody is paged after MOMENT',
    'no channel accepts a page for anyone from then on',
    (account, { moment: after }) =>
      none(
        account,
        accepted(account).filter((page) => page.at >= after.at),
      ),
  ),
  sentence(
    'nobody is paged more than COUNT within DURATION',
    'so many messages in any stretch that long; what is bundled into one message counts once',
    (account, { count, duration }) => {
      const sent = account.receipts.filter(
        ({ message, delivery }) => message.type === 'page' && delivery.is === 'accepted',
      );
      for (const { at, message } of sent) {
        const close = sent.filter(
          (other) => other.message.person === message.person && other.at <= at && other.at > at - duration,
        );
        if (close.length > count)
          return broken(at, `it was page ${close.length} to ${message.person} within ${inUnits(duration)}`);
      }
      return held('');
    },
  ),
  sentence('nobody is woken', 'no waking channel accepts a page', (account) =>
    none(
      account,
      accepted(account).filter((page) => page.wakes),
    ),
  ),
  sentence('the last resort is used', 'everyone in the policy is paged, because nobody answered', (account) => {
    const first = accepted(account).find((page) => page.level === 'last-resort');
    return first
      ? held(`at ${moment(account, first.at)}`, first.at)
      : broken(account.end, 'it was not needed, or the scenario ended before');
  }),
  sentence('the last resort is not used', 'somebody answers before', (account) =>
    none(
      account,
      accepted(account).filter((page) => page.level === 'last-resort'),
    ),
  ),
  sentence('the first page says TEXT', 'these words are in it', (account, { text }) => {
    const first = account.receipts.find(({ message }) => message.type === 'page');
    if (!first) return broken(account.end, 'nobody was paged');
    return includes(first.message.text, text) ? held('', first.at) : broken(first.at, `it said: ${first.message.text}`);
  }),
  sentence(
    'the first page links to TEXT',
    'to the incident or to a runbook whose address has this in it',
    (account, { text }) => {
      const first = account.receipts.find(({ message }) => message.type === 'page');
      if (!first) return broken(account.end, 'nobody was paged');
      const links = [first.message.link, first.message.runbook].flatMap((link) => link ?? []);
      if (links.some((link) => includes(link, text))) return held(links.join(' '), first.at);
      return broken(first.at, links.length > 0 ? `it linked to ${links.join(' and ')}` : 'it had no links');
    },
  ),
  sentence('no page says TEXT', 'these words are in none', (account, { text }) => {
    const found = account.receipts.find(({ message }) => message.type === 'page' && includes(message.text, text));
    return found ? broken(found.at, `one said: ${found.message.text}`) : held('');
  }),
  sentence('PERSON is not paged [on CHANNEL]', 'no channel accepts a page for them', (account, asks) =>
    none(account, accepted(account, asks)),
  ),
  sentence('PERSON is not paged before MOMENT', 'only from then on', (account, { person, moment: before }) =>
    none(
      account,
      accepted(account, { person }).filter((page) => page.at < before.at),
    ),
  ),
  sentence('PERSON is not paged after MOMENT', 'only before', (account, { person, moment: after }) =>
    none(
      account,
      accepted(account, { person }).filter((page) => page.at >= after.at),
    ),
  ),
  sentence(
    'PERSON is paged at MOMENT [on CHANNEL]',
    'a channel accepts a page for them in that minute (or second, if it is written)',
    (account, { moment: then, ...asks }) => {
      const pages = accepted(account, asks);
      const found = pages.find((page) => isThen(page, then));
      const other = pages.find((page) => page.at >= then.at) ?? pages.at(-1);
      return found
        ? held('', found.at)
        : broken(then.at, other ? `it was the ${pageInWords(account, other)}` : instead(account, asks));
    },
  ),
  sentence('PERSON is paged COUNT', 'so many pages are accepted for them', (account, { person, count }) => {
    const pages = accepted(account, { person });
    if (pages.length === count) return held('');
    return broken(
      pages[count]?.at ?? account.end,
      pages.length === 0 ? 'they were not paged' : `they were paged ${times(pages.length)}`,
    );
  }),
  sentence(
    'PERSON is paged [on CHANNEL] [within DURATION]',
    'a channel accepts a page for them; counted from when things first went wrong',
    (account, { duration, ...asks }) => paged(account, asks, duration, accepted(account, asks)),
  ),
  sentence(
    'PERSON is woken [within DURATION]',
    'a waking channel accepts a page, and they are there to notice',
    (account, { duration, person }) =>
      paged(
        account,
        { person },
        duration,
        accepted(account, { person }).filter((page) => page.wakes && page.noticed),
      ),
  ),
  sentence('PERSON is not woken', 'no waking channel accepts a page for them', (account, { person }) =>
    none(
      account,
      accepted(account, { person }).filter((page) => page.wakes),
    ),
  ),
  sentence('PERSON is told TEXT', 'news with these words reaches them', (account, { person, text }) => {
    const told = account.receipts.filter(
      ({ message, delivery }) =>
        message.type !== 'page' && meant(account, person).includes(message.person) && delivery.is === 'accepted',
    );
    const found = told.find(({ message }) => includes(message.text, text));
    if (found) return held(`at ${moment(account, found.at)}`, found.at);
    return broken(
      account.end,
      told.length === 0 ? 'they were told nothing' : `the last they were told was: ${told.at(-1)!.message.text}`,
    );
  }),
];

const includes = (text: string, words: string): boolean => text.toLowerCase().includes(words.toLowerCase());
