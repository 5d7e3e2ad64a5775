import { buttonValue } from '../../core/message/button.ts';
import type { Message, Offer } from '../../core/message/message.ts';
import { cut } from '../cut.ts';
import { harmless } from '../harmless.ts';

/** Limits of Block Kit (docs.slack.dev, "Actions block", "Button element", "Confirmation dialog object"). */
const BUTTONS = 25;
const LABEL = 75;
const URL_LENGTH = 3_000;
const CONFIRM = 300;

const STYLE: Readonly<Partial<Record<Offer['action'], 'primary' | 'danger'>>> = {
  acknowledge: 'primary',
  refuse: 'danger',
};

/** What the reader can answer. `native`: the press comes back to us; otherwise, or where it cannot, a link. */
export function buttons(message: Message, native: boolean) {
  const elements = message.offers.flatMap((offer, i) => button(message, offer, i, native)).slice(0, BUTTONS);
  return elements.length > 0 ? [{ type: 'actions' as const, elements }] : [];
}

function button(message: Message, offer: Offer, i: number, native: boolean) {
  const value = native ? buttonValue(message, offer) : undefined;
  const url = offer.href !== undefined && offer.href.length <= URL_LENGTH ? offer.href : undefined;
  if (value === undefined && url === undefined) return [];
  const style = STYLE[offer.action];
  return [
    {
      type: 'button' as const,
      // Unique in its block.
      action_id: `tocsin.${offer.action}.${i}`,
      text: plain(offer.label, LABEL),
      ...(style && { style }),
      ...(value !== undefined ? { value, ...confirm(offer) } : { url }),
    },
  ];
}

/** A thumb that slips starts no remedy (G1). */
const confirm = ({ action, label }: Offer) =>
  action === 'approve'
    ? {
        confirm: {
          title: plain('Use this remedy?', 100),
          text: plain(label, CONFIRM),
          confirm: plain('Approve', 30),
          deny: plain('Not now', 30),
        },
      }
    : {};

const plain = (text: string, most: number) => ({
  type: 'plain_text' as const,
  text: cut(harmless(text), most) || '?',
  emoji: false,
});
