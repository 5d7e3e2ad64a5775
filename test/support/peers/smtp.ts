import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { listening, type Peer, rawPeer } from './raw.ts';
import type { Pair } from './tls.ts';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly secure: boolean;
  readonly raw: string;
}

export interface SmtpPeer extends Peer {
  readonly received: readonly Received[];
}

/** A real mail server that keeps what it takes; with a certificate it offers STARTTLS. */
export async function smtpPeer(options: SMTPServerOptions & { readonly pair?: Pair } = {}): Promise<SmtpPeer> {
  const { pair, ...more } = options;
  const received: Received[] = [];
  let count = 0;
  let closed = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: pair ? [] : ['STARTTLS'],
    ...pair,
    onConnect: (_session, done) => {
      count += 1;
      done();
    },
    onClose: () => {
      closed += 1;
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: session.user,
          secure: session.secure,
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...more,
  });
  server.on('error', () => {});
  const peer = await listening(server.server, 'smtp', () => count);
  // A socket that TLS has taken over tells of no end itself.
  return { ...peer, open: () => count - closed, received };
}

/** The steps of a session, by what the client says; the last is the end of the message. */
export const STEPS = ['greeting', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'end'] as const;
export type Step = (typeof STEPS)[number];

const USUAL: Readonly<Record<Step, string>> = {
  greeting: '220 peer ESMTP',
  EHLO: '250-peer\r\n250 AUTH PLAIN',
  AUTH: '235 2.7.0 ok',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  end: '250 2.0.0 queued',
};

/** A server that does as every other, but for one step, where it does as told: a line to say, or what to do with the socket. */
export function oddSmtpPeer(step: Step, does: string | ((socket: Socket) => void)): Promise<Peer> {
  return rawPeer((socket) => {
    const at = (now: Step) => {
      if (now !== step) socket.write(`${USUAL[now]}\r\n`);
      else if (typeof does === 'string') socket.write(`${does}\r\n`);
      else does(socket);
    };
    let inMessage = false;
    let text = '';
    at('greeting');
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const mark = inMessage ? '\r\n.\r\n' : '\r\n';
        const end = text.indexOf(mark);
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + mark.length);
        if (inMessage) {
          inMessage = false;
          at('end');
        } else if (/^HELO/.test(line)) socket.write('250 peer\r\n');
        else if (/^QUIT/.test(line)) socket.end('221 bye\r\n');
        else {
          const now = STEPS.find((one) => line.startsWith(one));
          if (!now) continue;
          if (now === 'DATA') inMessage = step !== 'DATA' || (typeof does === 'string' && /^[23]/.test(does));
          at(now);
        }
      }
    });
  });
}
