import { createServer, type Server, type Socket } from 'node:net';

/** A server on loopback that does exactly what it is told. */
export interface Peer {
  readonly port: number;
  readonly url: string;
  /** Connections so far. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** Starts a TCP server; `behave` gets every connection, and may be told which one it is. */
export async function rawPeer(behave: (socket: Socket, nth: number) => void, scheme = 'http'): Promise<Peer> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.on('error', () => {});
    behave(socket, count);
  });
  return listening(server, scheme, () => count);
}

/** Puts a server on a free port of 127.0.0.1; closing it drops every connection. */
export async function listening(
  server: Server,
  scheme: string,
  connections: () => number,
  host = '127.0.0.1',
): Promise<Peer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, host, ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the peer has no port');
  return {
    port: address.port,
    url: `${scheme}://${host}:${address.port}/`,
    connections,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Answers every request with these bytes and closes. */
export const says = (bytes: string | Buffer): Promise<Peer> =>
  rawPeer((socket) => {
    socket.once('data', () => socket.end(bytes));
  });
