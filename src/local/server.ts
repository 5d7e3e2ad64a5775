import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';

/** The console's port is taken, or the address is not ours. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const WHY: Readonly<Record<string, (at: string) => string>> = {
  EADDRINUSE: (at) => `${at} is in use by another program: stop it, or choose another port with --port`,
  EACCES: (at) => `${at} may not be used by this user: choose a port above 1023 with --port`,
  EADDRNOTAVAIL: (at) => `${at} is not an address of this machine: correct console.listen`,
};

export interface Server {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Serves the console and its API; throws a `ListenError` that names the address and the remedy. */
export function startServer(app: Hono, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
      server.off('error', failed);
      const name = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${name}:${info.port}`, port: info.port, stop: () => stop(server) });
    });
    const failed = (cause: Error & { code?: string }) => {
      const at = `${host}:${port}`;
      reject(
        new ListenError(WHY[cause.code ?? '']?.(at) ?? `${at} cannot be listened on (${cause.code ?? cause.message})`, {
          cause,
        }),
      );
    };
    server.once('error', failed);
  });
}

/** Open event streams never end by themselves: their connections are closed. */
function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
