import { closest } from 'fastest-levenshtein';
import type { Message } from '../core/message/message.ts';

/** What a template may name, with how a message fills it. */
const FIELDS: Readonly<Record<string, (message: Message) => string>> = {
  title: (m) => m.title,
  text: (m) => m.text,
  link: (m) => m.link ?? '',
  runbook: (m) => m.runbook ?? '',
  severity: (m) => m.severity ?? '',
  incident: (m) => m.incident,
  person: (m) => m.person,
  to: (m) => m.to ?? '',
  type: (m) => m.type,
  key: (m) => m.key,
  repeat: (m) => String(m.repeat),
};

/** Own names only: `constructor` is no placeholder. */
const FIELD_NAMES = Object.keys(FIELDS);

const PLACEHOLDER = /\{\{\s*([a-z]+)\s*(\|\s*raw\s*)?\}\}/g;
const ANY = /\{\{([^}]*)\}\}/g;

/** What is wrong with a template; `undefined` where nothing is. */
export function templateProblem(template: string): string | undefined {
  for (const [, inside = ''] of template.matchAll(ANY)) {
    const name = inside.replace(/\|.*/, '').trim();
    if (!FIELD_NAMES.includes(name))
      return `there is no placeholder {{${name}}}: did you mean {{${closest(name, FIELD_NAMES)}}}? There is ${FIELD_NAMES.join(', ')}`;
    if (!/^\s*[a-z]+\s*(\|\s*raw\s*)?$/.test(inside))
      return `{{${inside}}} is not understood: after a name only '|raw' may follow`;
  }
  const open = template.replace(ANY, '').indexOf('{{');
  return open < 0 ? undefined : "a '{{' is not closed: write a placeholder as {{text}}";
}

/** Escapes one value for its medium. */
export type Escape = (text: string) => string;

export const forJson: Escape = (text) => JSON.stringify(text).slice(1, -1);
export const asIs: Escape = (text) => text;
/** A header is one line of plain characters; others are sent as RFC 2047 encoded words, which ntfy and mail read. */
export const forHeader: Escape = (text) => {
  const line = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return /^[\x20-\x7e]*$/.test(line) ? line : `=?UTF-8?B?${Buffer.from(line, 'utf8').toString('base64')}?=`;
};

/** Fills a template; `{{name|raw}}` is not escaped. */
export const fill = (template: string, message: Message, medium: Escape): string =>
  template.replace(PLACEHOLDER, (_whole, name: string, raw?: string) =>
    (raw ? asIs : medium)(FIELDS[name]?.(message) ?? ''),
  );
