import { plainLine } from '../../core/message/plain.ts';
import type { Gathered } from '../../evidence/define.ts';

const LINE = 400;
const LINES = 40;
const SENTENCE = 240;
const REASONS = 12;

/** What a source gathered, in plain lines of bounded length and number, without secrets (W7): whatever the peer sent. */
export function gatheredWithin(
  { sentence, parts, missing = {}, isBad }: Gathered,
  redact: (text: string) => string,
): Gathered {
  const line = (text: string, most = LINE) => plainLine(redact(text), most);
  return {
    ...(sentence !== undefined && { sentence: line(sentence, SENTENCE) }),
    parts: parts.map((part) => ({
      ...part,
      title: line(part.title),
      lines: part.lines.slice(0, LINES).map((each) => line(each)),
    })),
    missing: Object.fromEntries(
      Object.entries(missing)
        .slice(0, REASONS)
        .map(([what, why]) => [line(what), line(why)]),
    ),
    ...(isBad !== undefined && { isBad }),
  };
}
