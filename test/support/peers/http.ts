import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening, type Peer } from './raw.ts';

/** A proper HTTP server on loopback. */
export async function httpPeer(
  answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void,
  host = '127.0.0.1',
): Promise<Peer> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    answer(request, response, count);
  });
  return listening(server, 'http', () => count, host);
}

export interface File {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A site of fixed files; other paths are 404, or whatever `otherwise` says. */
export const site = (files: Readonly<Record<string, File>>, otherwise: File = { status: 404 }): Promise<Peer> =>
  httpPeer((request, response) => {
    const { status = 200, type, body = '', headers = {} } = files[request.url ?? ''] ?? otherwise;
    response.writeHead(status, { ...(type === undefined ? {} : { 'content-type': type }), ...headers });
    response.end(body);
  });

export const json = (document: unknown, status = 200): Promise<Peer> =>
  httpPeer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof document === 'string' ? document : JSON.stringify(document));
  });
