import { createServer, type Server, type Socket } from 'node:net';

/** A server on loopback that does exactly what it is told. */
export interface Peer {
  readonly port: number;
  readonly url: string;
  /** Connections so far. */
  readonly connections: () => number;
  /** Connections that are open now. */
  readonly open: () => number;
  close(): Promise<void>;
}

/** How many connections a peer is left with once whoever spoke to it has ended; closing takes a turn or two of the loop. */
export async function leftOpen(peer: Pick<Peer, 'open'>): Promise<number> {
  for (let turn = 0; turn < 2_000 && peer.open() > 0; turn += 1) await new Promise(setImmediate);
  return peer.open();
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
    open: () => sockets.size,
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
