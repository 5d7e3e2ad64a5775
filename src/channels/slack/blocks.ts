import { beyond } from '../../core/message/beyond.ts';
import type { Detail, Message } from '../../core/message/message.ts';
import { buttons } from './buttons.ts';
import { escaped, link } from './mrkdwn.ts';

/** Limits of a message and of a section (docs.slack.dev, "Blocks", "Section block", "chat.postMessage"). */
const BLOCKS = 50;
const SECTION = 3_000;
const TEXT = 4_000;

/** A message for people to read and to answer: headline, words, buttons, then what helps. `text` is what notifications show. */
export function layout(message: Message, native: boolean) {
  const { title, summary, details } = message;
  const head = [section(`*${escaped(oneLine(title), 300)}*`), ...words(beyond(message)), ...buttons(message, native)];
  const foot = footer(message);
  const between = details.slice(0, BLOCKS - head.length - foot.length).map(detail);
  return {
    text: escaped(summary || title, TEXT) || 'Tocsin',
    blocks: [...head, ...between, ...foot],
    unfurl_links: false,
    unfurl_media: false,
  };
}

const words = (summary: string) => (summary.trim() === '' ? [] : [section(escaped(summary, SECTION))]);

function detail({ label, text, href, is }: Detail) {
  const head = href === undefined ? `*${escaped(label, 200)}*` : link(href, label, 1_000);
  const room = SECTION - head.length - 10;
  // A command is to be copied as it is; one that would end its own code block is shown as text.
  const isCode = is === 'command' && !text.includes('```');
  const shown = escaped(text, room);
  return section(isCode ? `${head}\n\`\`\`${shown}\`\`\`` : `${head}\n${shown}`);
}

/** Where to look. */
const footer = ({ link: href, incident }: Message) =>
  href === undefined
    ? []
    : [{ type: 'context' as const, elements: [mrkdwn(link(href, `Incident ${incident}`, SECTION))] }];

const section = (text: string) => ({ type: 'section' as const, text: mrkdwn(text) });

/** `verbatim`: names and addresses in the text stay text. */
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true });

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
