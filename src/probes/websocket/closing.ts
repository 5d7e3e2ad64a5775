import { remark } from '../wire/redact.ts';

/** What the codes mean that servers close with (RFC 6455 §7.4.1 and IANA's registry). */
const MEANINGS: ReadonlyMap<number, string> = new Map([
  [1000, 'normal closure'],
  [1001, 'going away'],
  [1002, 'protocol error'],
  [1003, 'unsupported data'],
  [1007, 'invalid data'],
  [1008, 'policy violation'],
  [1009, 'message too big'],
  [1011, 'internal error'],
  [1012, 'service restart'],
  [1013, 'try again later'],
  [1014, 'bad gateway'],
]);
/** No code arrived: the connection ended without a closing frame, or with an empty one. */
const [EMPTY, BROKEN] = [1005, 1006];

/** How a WebSocket ended, as what follows "before it": the server's own reason, or what its code means. */
export function closingInWords(code: number, reason: string): string {
  if (code === BROKEN) return 'broke the connection';
  if (code === EMPTY) return 'closed';
  const why = remark(reason) || MEANINGS.get(code);
  return `closed with ${code}${why === undefined ? '' : ` ${why}`}`;
}
