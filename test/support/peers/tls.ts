import { createServer, type ServerOptions } from 'node:https';
import { generate } from 'selfsigned';
import { DAY } from '../../../src/core/time/instant.ts';
import { listening, type Peer } from './raw.ts';

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** A certificate for these IP addresses or names, valid from and for so many days from now; signed by `ca` or by itself. */
export async function certificate(
  options: {
    readonly ip?: string;
    readonly name?: string;
    readonly from?: number;
    readonly to?: number;
    readonly ca?: Pair;
  } = {},
): Promise<Pair> {
  const { ip = '127.0.0.1', name = 'localhost', from = -1, to = 90, ca } = options;
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from * DAY),
    notAfterDate: new Date(Date.now() + to * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip },
          { type: 2, value: name },
        ],
      },
    ],
    ...(ca ? { ca: { key: ca.key, cert: ca.cert } } : {}),
  });
  return { cert: made.cert, key: made.private };
}

/** An authority that signs others; with `ca`, one in between. */
export async function authority(
  options: { readonly name?: string; readonly to?: number; readonly ca?: Pair } = {},
): Promise<Pair> {
  const { name = 'Test Authority', to = 3650, ca } = options;
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + to * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
    ...(ca ? { ca: { key: ca.key, cert: ca.cert } } : {}),
  });
  return { cert: made.cert, key: made.private };
}

/** A certificate with those that lead from it to an authority, as a server sends them. */
export const chained = (own: Pair, ...others: readonly Pair[]): Pair => ({
  key: own.key,
  cert: [own, ...others].map(({ cert }) => cert.trim()).join('\n'),
});

/** An HTTPS server with this certificate. */
export async function tlsPeer(pair: Pair, answer = 'secure', options: ServerOptions = {}): Promise<Peer> {
  let count = 0;
  const server = createServer({ key: pair.key, cert: pair.cert, ...options }, (_, response) => {
    count += 1;
    response.end(answer);
  });
  server.on('tlsClientError', () => {});
  return listening(server, 'https', () => count);
}
