import type { Message } from '../core/message/message.ts';
import { cut } from './cut.ts';
import { oneLine, webLink } from './escape.ts';
import { harmless } from './harmless.ts';

export interface Button {
  readonly label: string;
  readonly href: string;
}

export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly href?: string;
  readonly isCommand: boolean;
}

/** What a written message says, cleaned once for all of its forms. Nothing in it is escaped for a markup yet. */
export interface Parts {
  readonly subject: string;
  readonly summary: string;
  readonly facts: readonly Fact[];
  /** The first is the one most wanted. */
  readonly buttons: readonly Button[];
  readonly link?: string;
}

/** Mail programs cut off what is longer than about 100 KB; what a screen shows is far less. */
const FACT = 1_500;
const FACTS = 12;

/** A repeat says so in its subject, which is all that a locked phone shows. */
export function partsOf({ title, summary, details, offers, link, repeat }: Message): Parts {
  const href = webLink(link);
  return {
    subject: cut(`${repeat ? 'Repeat: ' : ''}${oneLine(title)}`, 120),
    summary: cut(harmless(summary).trim(), FACT),
    facts: details.slice(0, FACTS).map((detail) => ({
      label: cut(oneLine(detail.label), 100),
      text: cut(harmless(detail.text).trim(), FACT),
      isCommand: detail.is === 'command',
      ...linked(detail.href),
    })),
    buttons: offers.flatMap((offer) => {
      const to = webLink(offer.href);
      return to === undefined ? [] : [{ label: cut(oneLine(offer.label), 200), href: to }];
    }),
    ...(href !== undefined && { link: href }),
  };
}

const linked = (href: string | undefined) => {
  const to = webLink(href);
  return to === undefined ? {} : { href: to };
};
