import { deadline, LATE } from '../../wire/deadline.ts';
import { type Fault, faultOf, lateFault, type Service } from './fault.ts';

/** Milliseconds for a call, and for one attempt of it: a connection that died while a Lambda slept must not take all of it. */
export interface Patience {
  readonly call: number;
  readonly attempt: number;
}
export const PATIENCE: Patience = { call: 5_000, attempt: 1_500 };

/** The waits between attempts are drawn from up to so many ms, doubled each time: what is throttled must not come back in step. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 800;

type Send<Client, Output> = (client: Client, options: { readonly abortSignal: AbortSignal }) => Promise<Output>;

/**
 * Calls to a service of AWS, each with one absolute deadline. The client itself makes one attempt: its own retries would
 * turn a write that was done, and whose answer was lost, into a conflict. What surely was not done is tried again here,
 * anything else only where the call says that twice is once.
 */
export class Calls<Client extends { destroy(): void }> {
  readonly #client: Client;
  readonly #service: Service;
  readonly #patience: Patience;

  constructor(client: Client, service: Service, patience: Patience = PATIENCE) {
    this.#client = client;
    this.#service = service;
    this.#patience = patience;
  }

  /** `twice`: what a second time means. Throws the service's `failure`, or what `isExpected` knows as an answer. */
  async make<Output>(
    send: Send<Client, Output>,
    twice: 'is once' | 'is not',
    isExpected: (error: unknown) => boolean = () => false,
  ): Promise<Output> {
    const time = deadline(this.#patience.call);
    let before: Failed | undefined;
    for (let longest = FIRST_WAIT; ; longest = Math.min(LONGEST_WAIT, 2 * longest)) {
      const ms = Math.min(this.#patience.attempt, time.left());
      const got = await this.#attempt(send, ms);
      if ('output' in got) return got.output;
      if (isExpected(got.error)) throw got.error;
      const wait = Math.random() * longest;
      const mayAgain = got.fault.temporary && (got.fault.done === 'no' || twice === 'is once');
      if (!mayAgain || wait >= time.left()) {
        // An attempt that had hardly any time says nothing: the one before it does.
        const { fault, error } = (ms < this.#patience.attempt && got.error === undefined && before) || got;
        throw this.#service.failure(fault, error);
      }
      before = got;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  async #attempt<Output>(send: Send<Client, Output>, ms: number): Promise<Attempt<Output>> {
    const giveUp = new AbortController();
    try {
      const output = await deadline(ms).wait(send(this.#client, { abortSignal: giveUp.signal }));
      return output === LATE ? { fault: lateFault(this.#service), error: undefined } : { output };
    } catch (error) {
      return { fault: faultOf(error, this.#service), error };
    } finally {
      // Of an attempt that is over, nothing is sent any more.
      giveUp.abort();
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

/** `error` is absent where there was no answer in time. */
type Failed = { readonly fault: Fault; readonly error: unknown };
type Attempt<Output> = { readonly output: Output } | Failed;
