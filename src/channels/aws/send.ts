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

type Time = { readonly now: number; readonly timeout: number };

/** A send by a client of AWS; `work` gives what AWS calls the message. */
export async function byAws(
  where: Place & Time,
  work: (options: ClientOptions) => Promise<string | undefined>,
): Promise<Delivery> {
  const { got, delivery } = await askAws(where, work);
  return got === undefined ? delivery : { is: 'accepted', ref: got };
}

/** What AWS gave, or what became of the question, with the name of the error where there was one. */
export interface AwsAnswer<T> {
  readonly got?: T;
  readonly delivery: Delivery;
  readonly code: string;
}

/**
 * One call by a client of AWS, which `work` makes of the options, and what became of it (E5). Credentials are AWS's own
 * business, within the deadline of `timeout` (ms) too.
 */
export async function askAws<T>(
  { region, endpoint, now, timeout }: Place & Time,
  work: (options: ClientOptions) => Promise<T | undefined>,
): Promise<AwsAnswer<T>> {
  const time = deadline(timeout);
  const { handler, stop } = recorded(time);
  const options = {
    requestHandler: handler,
    // The ladder decides when to try again.
    maxAttempts: 1,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  };
  const ended = await time.wait(
    work(options).then(
      (got) => ({ got, error: undefined }),
      (error: unknown) => ({ got: undefined, error }),
    ),
  );
  // A request on its way ends by the same deadline; only its end tells whether it was sent.
  const last = await stop();
  if (ended !== LATE && ended.got !== undefined) return { got: ended.got, delivery: { is: 'accepted' }, code: '' };
  const code = ended === LATE ? '' : nameOf(ended.error);
  if (last?.is === 'answered' && last.status >= 300) return { delivery: refusedOr(code, deliveryOf(last, now)), code };
  if (last) return { delivery: deliveryOf(last, now), code };
  if (ended === LATE) return { delivery: { is: 'temporary', why: 'no AWS credentials in time' }, code };
  const why = UNSENT[code] ?? 'AWS cannot be asked: no region, or no credentials';
  return { delivery: { is: 'permanent', why }, code };
}

/** What kept the client from asking at all, by the name of its error. */
const UNSENT: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'no AWS credentials are found: neither in the environment nor in a profile nor a role',
  TokenProviderError: 'the session of AWS single sign-on has ended',
};

/** The code of an answer says more than its status: a throttled request comes as 400, too. */
function refusedOr(code: string, byStatus: Delivery): Delivery {
  const meaning = meaningOf(code);
  if (!meaning || byStatus.is === 'temporary') return byStatus;
  return meaning.is === 'temporary' ? { ...meaning, is: 'temporary' } : { ...meaning, is: 'permanent' };
}

const nameOf = (error: unknown): string => {
  const { name } = (error ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
};
