import { reasonOf } from '../../core/reason.ts';

/** What kept a call from its answer. `temporary`: later it may go through. `done`: whether the service may have carried it out all the same. */
export interface Fault {
  readonly temporary: boolean;
  readonly done: 'no' | 'perhaps';
  readonly why: string;
}

/** A service of AWS as it is called for one purpose. */
export interface Service {
  /** As sentences call it: `DynamoDB`. */
  readonly name: string;
  /** What errors mean that this service alone has, by name without `Exception` at its end. */
  readonly faults?: Readonly<Record<string, Fault>>;
  /** What the caller gets to see. */
  readonly failure: (fault: Fault, cause: unknown) => Error;
}

/** It will not go through, however often it is tried. */
export const refused = (why: string): Fault => ({ temporary: false, done: 'no', why });
/** It may go through later, and was not done. */
export const later = (why: string): Fault => ({ temporary: true, done: 'no', why });

const CREDENTIALS = refused('AWS does not accept these credentials');
const CLOCK = refused("AWS refuses the time of the request: is this machine's clock right?");
const NOT_ALLOWED = refused('AWS does not allow it: the role or user lacks the permission');

/** What every service's documents list ("Common errors"); some spell them with `Exception` at the end, some without. */
const COMMON: Readonly<Record<string, Fault>> = {
  ExpiredToken: later('the session of these AWS credentials has ended'),
  AccessDenied: NOT_ALLOWED,
  AuthorizationError: NOT_ALLOWED,
  NotAuthorized: NOT_ALLOWED,
  UnrecognizedClient: CREDENTIALS,
  InvalidClientTokenId: CREDENTIALS,
  MissingAuthenticationToken: CREDENTIALS,
  IncompleteSignature: CREDENTIALS,
  InvalidSignature: CLOCK,
  SignatureDoesNotMatch: CLOCK,
  RequestExpired: CLOCK,
  CredentialsProviderError: refused(
    'no AWS credentials are found: neither in the environment nor in a profile nor a role',
  ),
};

const THROTTLED =
  /^(ProvisionedThroughputExceeded|Throttling|Throttled|TooManyRequests|RequestLimitExceeded|RequestThrottled|LimitExceeded|EC2Throttled)$/;

/** Nothing can have been sent where there is no such name, or nobody listens. The client keeps no more than the words of some errors. */
const UNREACHED = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)\b/;

/** What an error of the client means. A server's error, and a connection that broke, leave open whether a write was done. */
export function faultOf(error: unknown, { name: service, faults = {} }: Service): Fault {
  const { code, $metadata } = about(error);
  const name = errorName(error);
  for (const known of [faults, COMMON]) if (Object.hasOwn(known, name)) return known[name]!;
  if (THROTTLED.test(name)) return later(`${service} takes no more requests for now`);
  if (UNREACHED.test(`${String(code)} ${reasonOf(error)}`))
    return later(`${service} cannot be reached (${reasonOf(error)})`);
  const status = $metadata?.httpStatusCode ?? 0;
  const isRefused = status >= 400 && status < 500;
  return { temporary: !isRefused, done: isRefused ? 'no' : 'perhaps', why: reasonOf(error) };
}

/** No answer within the time. */
export const lateFault = ({ name }: Service): Fault => ({
  temporary: true,
  done: 'perhaps',
  why: `${name} does not answer in time`,
});

/** The name of a client's error, without the `Exception` that only some services spell. */
export function errorName(error: unknown): string {
  const { name } = about(error);
  return typeof name === 'string' ? name.replace(/Exception$/, '') : '';
}

const about = (error: unknown) =>
  (typeof error === 'object' && error !== null ? error : {}) as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
