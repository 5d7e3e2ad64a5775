import type { Check } from '../wire/check.ts';
import { excerpt } from '../wire/redact.ts';
import type { Answer, Seen } from '../wire/visit.ts';
import { type Evidence, lazyJson } from './evidence.ts';

/** What an answer offers to expectations. */
export function gather(check: Check, answer: Answer, { phases, redirects, sighting }: Seen): Evidence {
  const text = textOf(answer);
  return {
    status: answer.status,
    headers: answer.headers,
    httpVersion: answer.httpVersion,
    redirects: redirects.length,
    texts: [text],
    json: lazyJson(text),
    responseTime: phases.total,
    ...(sighting.certificate ? { certificateLeft: sighting.certificate.left } : {}),
    quote: (said) => excerpt(check.redact(said)),
    left: () => check.deadline.left(),
  };
}

/** The body as text, in the charset it claims; a byte order mark stays, since JSON must not have one. */
function textOf({ headers, body }: Answer): string {
  const charset = /charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return decode(body, charset);
}

function decode(body: Buffer, charset: string): string {
  // The same, byte order mark and all, without an object that is collected late.
  if (/^utf-?8$/i.test(charset)) return body.toString('utf8');
  try {
    return new TextDecoder(charset, { ignoreBOM: true }).decode(body);
  } catch {
    return body.toString('utf8');
  }
}
