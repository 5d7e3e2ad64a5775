import type { SNSClientConfig } from '@aws-sdk/client-sns';
import type { Delivery } from '../../core/escalation/delivery.ts';
import { deadline, LATE } from '../../wire/deadline.ts';
import { deliveryOf } from '../delivered.ts';
import { meaningOf } from './codes.ts';
import { recorded } from './handler.ts';

/** Where a service is reached; what is absent is found the way every AWS tool does. */
export interface Place {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

export type ClientOptions = Pick<SNSClientConfig, 'region' | 'endpoint' | 'requestHandler' | 'maxAttempts'>;

/**
 * One call by a client of AWS, which `work` makes of the options, and what became of it (E5). Credentials are AWS's own
 * business, within the deadline of `timeout` (ms) too. `work` gives what AWS calls the message.
 */
export async function byAws(
  { region, endpoint, now, timeout }: Place & { readonly now: number; readonly timeout: number },
  work: (options: ClientOptions) => Promise<string | undefined>,
): Promise<Delivery> {
  const time = deadline(timeout);
  const { handler, stop } = recorded(time);
  const options = {
    requestHandler: handler,
    // The ladder decides when to try again.
    maxAttempts: 1,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  };
  const got = await time.wait(work(options).catch((error: unknown) => ({ error })));
  // A request on its way ends by the same deadline; only its end tells whether it was sent.
  const last = await stop();
  if (typeof got === 'string') return { is: 'accepted', ref: got };
  if (last?.is === 'answered' && last.status >= 300) return refusedOr(got, deliveryOf(last, now));
  if (last) return deliveryOf(last, now);
  if (got === LATE) return { is: 'temporary', why: 'no AWS credentials in time' };
  return { is: 'permanent', why: UNSENT[nameIn(got)] ?? 'AWS cannot be asked: no region, or no credentials' };
}

/** What kept the client from asking at all, by the name of its error. */
const UNSENT: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'no AWS credentials are found: neither in the environment nor in a profile nor a role',
  TokenProviderError: 'the session of AWS single sign-on has ended',
};

/** The code of an answer says more than its status: a throttled request comes as 400, too. */
function refusedOr(got: unknown, byStatus: Delivery): Delivery {
  const meaning = meaningOf(nameIn(got));
  if (!meaning || byStatus.is === 'temporary') return byStatus;
  return meaning.is === 'temporary' ? { ...meaning, is: 'temporary' } : { ...meaning, is: 'permanent' };
}

const nameIn = (got: unknown): string => {
  const { error } = (got ?? {}) as { error?: { name?: unknown } };
  return typeof error?.name === 'string' ? error.name : '';
};
