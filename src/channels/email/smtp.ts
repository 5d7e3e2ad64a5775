import { Readable } from 'node:stream';
import type { Delivery } from '../../core/escalation/delivery.ts';
import { LATE } from '../../wire/deadline.ts';
import type { Mail } from './mail.ts';
import { ofReply, ofSilence } from './replies.ts';
import { type Submission, session } from './session.ts';

/** Hands a mail to a server by SMTP (RFC 5321). `timeout` (ms) is one absolute deadline, whatever the server trickles. */
export async function bySmtp(
  { from, to, id, raw }: Mail,
  server: Submission,
  { timeout }: { readonly timeout: number },
): Promise<Delivery> {
  let begun = false;
  /** Read when the server has said that it wants the message, and not before. */
  const message = Readable.from(
    (function* () {
      begun = true;
      yield raw;
    })(),
  );
  try {
    const got = await session(server, timeout, (connection, done) =>
      connection.send({ from, to: [to], size: raw.length }, message, (error) => done(error ?? undefined)),
    );
    if (got === LATE) return ofSilence(`no answer within ${timeout / 1000} s`, begun);
    return got === undefined ? { is: 'accepted', ref: id } : ofReply(got, begun);
  } finally {
    message.destroy();
  }
}
