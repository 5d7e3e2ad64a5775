import type { Socket } from 'node:net';

import type { Check } from '../wire/check.ts';
import type { Sighting } from '../wire/connection.ts';
import type { Failure } from '../wire/failure.ts';
import type { Stopwatch } from '../wire/phases.ts';

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

/** One wire protocol. The socket is ours and open; the driver neither looks up nor connects (W2, W3, W5). */
export interface Driver {
  readonly port: number;
  /** Secures the connection the way its protocol does; answers the socket to go on with. */
  readonly secure?: (
    check: Check,
    watch: Stopwatch,
    sighting: Sighting,
    socket: Socket,
    login: Login,
  ) => Promise<Socket | Failure>;
  /** Logs in and runs one query in a transaction that may only read. Throws what the server says. */
  readonly run: (socket: Socket, login: Login, query: string, left: number) => Promise<Rows>;
  /** The code in its errors that means: not with these credentials. */
  readonly refuses: (code: string) => boolean;
}
