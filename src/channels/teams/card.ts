import { beyond } from '../../core/message/beyond.ts';
import type { Detail, Message } from '../../core/message/message.ts';
import { cut } from '../cut.ts';
import { harmless } from '../harmless.ts';

/** A message of a workflow may have 28 KB, and a card six buttons (learn.microsoft.com, "Format cards in Microsoft Teams"). */
const MESSAGE = 28 * 1000;
const BUTTONS = 6;
const ADDRESS = 2_000;
const TEXT = 2_000;
const LABEL = 80;

/**
 * One Adaptive Card 1.4 as a workflow takes it. All text is in runs, which know no Markdown: words from outside can make
 * no link. What does not fit is left out from the end of the details.
 */
export function cardMessage(message: Message): string {
  const body = (details: readonly Detail[]) =>
    JSON.stringify({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card(message, details) }],
    });
  let left = MESSAGE - Buffer.byteLength(body([]));
  const over = message.details.findIndex((each) => {
    left -= Buffer.byteLength(JSON.stringify(detail(each))) + 1;
    return left < 0;
  });
  return body(over < 0 ? message.details : message.details.slice(0, over));
}

function card(message: Message, details: readonly Detail[]) {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    fallbackText: cut(harmless(message.title), 300),
    body: [
      rich({ text: cut(harmless(message.title), 300), weight: 'Bolder', size: 'Large' }),
      ...words(message),
      ...details.map(detail),
    ],
    actions: actions(message),
  };
}

const words = (message: Message) => {
  const text = beyond(message);
  return text === '' ? [] : [rich({ text: cut(harmless(text), TEXT) })];
};

const detail = ({ label, text, is }: Detail) =>
  rich(
    { text: `${cut(harmless(label), LABEL)}\n`, weight: 'Bolder' },
    { text: cut(harmless(text), TEXT), ...(is === 'command' && { fontType: 'Monospace' }) },
  );

type Run = { readonly text: string } & Readonly<Record<string, string>>;

/** A run without text is refused. */
const rich = (...runs: readonly Run[]) => ({
  type: 'RichTextBlock',
  inlines: runs.map((run) => ({ type: 'TextRun', ...run, text: run.text === '' ? ' ' : run.text })),
});

/** The answers, where they all are, and what helps; each address once. */
function actions({ offers, details, link, runbook }: Message) {
  const all = [
    ...offers.slice(0, BUTTONS - 1),
    { href: link, label: 'Open the incident' },
    ...details,
    { href: runbook, label: 'Runbook' },
  ].flatMap(({ href, label }) => (href !== undefined && href.length <= ADDRESS ? [{ href, label }] : []));
  return all
    .filter(({ href }, i) => all.findIndex((other) => other.href === href) === i)
    .slice(0, BUTTONS)
    .map(({ href, label }) => ({
      type: 'Action.OpenUrl',
      title: cut(harmless(label), LABEL) || '?',
      url: href,
    }));
}
