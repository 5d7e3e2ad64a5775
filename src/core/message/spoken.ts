import { SEVERITY_WORDS, type Severity } from '../severity/severity.ts';
import { shortened } from './runes.ts';

/** Longer than this nobody listens to at night. */
const MOST = 400;

/** Words to be read aloud: `P1` is priority 1, signs that voices spell out are words, and there are no addresses. */
export const spokenOf = (text: string, severity: Severity | null): string =>
  shortened(
    `${severity ? `${SEVERITY_WORDS[severity]}, priority ${severity.slice(1)}. ` : ''}${text}`
      .replace(/https?:\/\/\S+/g, '')
      .replace(/\bP([1-4])\b/g, 'priority $1')
      .replace(/(\d)\s?%/g, '$1 percent')
      .replace(/(\d)\s?ms\b/g, '$1 milliseconds')
      .replace(/[_/|<>{}[\]"'`*#]+/g, ' ')
      .replace(/\s+([.,;:])/g, '$1')
      .replace(/\s+/g, ' ')
      .trim(),
    MOST,
    '. And so on.',
  );
