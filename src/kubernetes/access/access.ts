import type { SecureContextOptions } from 'node:tls';

/** The way into a cluster. */
export interface Access {
  /** The API server's address. */
  readonly server: string;
  readonly tls: Pick<SecureContextOptions, 'ca' | 'cert' | 'key'>;
  /** Who we are, as headers; a token may be renewed between calls. Throws where none can be had. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
}

/** A cluster cannot be entered as the config says; the message names the remedy. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
}
