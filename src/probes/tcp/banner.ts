import type { Socket } from 'node:net';
import { inWords, SECOND } from '../../core/time/instant.ts';
import { after, type Deadline, untilDeadline } from '../wire/deadline.ts';
import { exchangeFailure } from '../wire/errors.ts';
import { type Failure, failure } from '../wire/failure.ts';

/** More than any banner, in bytes. */
const MOST = 4_096;
/** A server that has said something and falls silent for this long has said it all. */
const QUIET = SECOND;

/** What a server says until it is `enough`, falls silent or closes. Silence from the beginning is `deadline`. */
export function readBanner(
  socket: Socket,
  deadline: Deadline,
  enough: (text: string) => boolean,
): Promise<string | Failure> {
  let bytes = Buffer.alloc(0);
  let said = '';
  const late = () => (said === '' ? failure('deadline', `said nothing within ${inWords(deadline.timeout)}`) : said);
  return untilDeadline<string | Failure>(deadline, late, (settle) => {
    let quiet = () => {};
    socket.on('data', (chunk: Buffer) => {
      quiet();
      bytes = Buffer.concat([bytes, chunk]).subarray(0, MOST);
      // As the config is written: what it expects, and secrets that come back, are only found in the same encoding (W7).
      said = bytes.toString('utf8');
      if (bytes.length === MOST || enough(said)) settle(said);
      else quiet = after(QUIET, () => settle(said));
    });
    socket.on('error', (error) => settle(said === '' ? exchangeFailure(error) : said));
    socket.once('close', () => settle(said));
    return () => quiet();
  });
}
