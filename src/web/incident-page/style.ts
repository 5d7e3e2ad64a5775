import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sheet = (name: string): string => readFileSync(new URL(`../assets/${name}.css`, import.meta.url), 'utf8');

/** The page's only style, inside of it: the assets are behind the console's login. */
const text = [sheet('base'), sheet('incident-page')]
  .join('\n')
  .replace(/\/\*.*?\*\//gs, '')
  .replace(/\s+/g, ' ')
  .trim();
const hash = createHash('sha256').update(text).digest('base64');

export const style = {
  text,
  /** Nothing but this style, and forms that post to us; no script at all. */
  policy: `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
} as const;
