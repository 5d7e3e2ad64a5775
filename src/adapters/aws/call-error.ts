import type { Fault } from './fault.ts';

/** A call to AWS that came to nothing; the message names what was called, and the remedy. */
export class CallError extends Error {
  override readonly name: string = 'CallError';
  /** Later it may go through. */
  readonly temporary: boolean;

  /** `what`: what of AWS's cannot be used, and where: `the function tocsin-look in eu-west-1 cannot be called`. */
  constructor(what: string, { temporary, why }: Fault, cause: unknown) {
    super(`${what}: ${why}`, { cause });
    this.temporary = temporary;
  }
}

/** For a `Service` whose failures are `CallError`s about one thing. */
export const failureOf =
  (what: string) =>
  (fault: Fault, cause: unknown): CallError =>
    new CallError(what, fault, cause);
