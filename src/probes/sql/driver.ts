import type { Socket } from 'node:net';

import type { Check } from '../wire/check.ts';
import type { Failure } from '../wire/failure.ts';

/** What a URL and the settings say about a database. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: boolean;
}

export type Rows = readonly (readonly unknown[])[];

/** The connection that a driver talks over: ours, and open. It neither looks up nor connects (W2, W3, W5). */
export interface Line {
  readonly check: Check;
  readonly socket: Socket;
  /** Goes on over TLS, its certificate judged; the answer takes the place of `socket`. */
  secure(): Promise<Socket | Failure>;
}

/** Logged in. */
export interface Session {
  /** Runs one query in a transaction that may only read; the server is told to give up after `most` milliseconds. */
  ask(query: string, most: number): Promise<Rows>;
  /** Says goodbye, which servers log the lack of. */
  end(): void;
}

/** One wire protocol. */
export interface Driver {
  readonly port: number;
  /** Throws what the server, or the driver itself, has against it. */
  readonly open: (line: Line, login: Login) => Promise<Session | Failure>;
  /** What an error says, where a server sent it; `undefined` for the driver's own, of a broken connection or protocol. */
  readonly blames: (error: object) => 'sql' | 'credentials' | undefined;
}
