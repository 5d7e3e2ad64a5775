import { harmless } from '../harmless.ts';

/** Slack reads `<…>` as mentions and links, so these three are escaped, and nothing else (docs.slack.dev, "Formatting message text"). */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text for a message, at most `most` characters once it is escaped: no mention, no link, nothing that a terminal obeys. */
export function escaped(text: string, most: number): string {
  const shown = harmless(text);
  const whole = entities(shown);
  if (whole.length <= most) return whole;
  let short = '';
  // Neither an entity nor a character is cut in two.
  for (const rune of shown) {
    const next = entities(rune);
    if (short.length + next.length >= most) break;
    short += next;
  }
  return `${short}…`;
}

const entities = (text: string): string => text.replace(/[&<>]/g, (c) => ENTITIES[c]!);

/** A link with a label; the label alone where the address is none that a browser opens. */
export function link(href: string, label: string, most: number): string {
  const url = /^https?:\/\/[^\s|<>]+$/.test(href) ? entities(href) : undefined;
  if (url === undefined || url.length + 20 > most) return escaped(label, most);
  // The bar parts address and label.
  return `<${url}|${escaped(label.replaceAll('|', '/'), most - url.length - 3)}>`;
}
