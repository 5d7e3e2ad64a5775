import type { Code } from '../../core/check/codes.ts';

/** What a peer did wrong, as data: every step of a check answers its result or one of these. */
export interface Failure {
  readonly failed: Code;
  /** Follows the monitor's name: `refuses connections on 127.0.0.1:8080`. */
  readonly text: string;
  /** Set where this machine, not the peer, is at fault: the verdict is `unknown`. */
  readonly ours?: true;
}

export const failure = (failed: Code, text: string): Failure => ({ failed, text });

/** This machine could not look (no sockets left, no name server): neither up nor down (rule 7). */
export const ourFailure = (text: string): Failure => ({ failed: 'unknown', text, ours: true });

export const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'failed' in value;

/** The code of a Node error; errors may come from another realm, so there is no `instanceof`. */
export const errorCode = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
};

/** The message of whatever was thrown. */
export const errorMessage = (error: unknown): string => {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof message === 'string' && message !== '' ? message : String(error);
};
