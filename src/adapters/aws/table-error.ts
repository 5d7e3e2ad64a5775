import { reasonOf } from '../../core/reason.ts';

/** What kept a call from its answer. `temporary`: later it may go through. `done`: whether the table may have carried it out all the same. */
export interface Fault {
  readonly temporary: boolean;
  readonly done: 'no' | 'perhaps';
  readonly why: string;
}

/** The table cannot be used; the message names it and the remedy. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly temporary: boolean;

  constructor(table: string, { temporary, why }: Fault, cause: unknown) {
    super(`the table ${table} cannot be used: ${why}`, { cause });
    this.temporary = temporary;
  }
}

const refused = (why: string): Fault => ({ temporary: false, done: 'no', why });
const later = (why: string): Fault => ({ temporary: true, done: 'no', why });

const THROTTLED = later('DynamoDB takes no more requests for now');
const CREDENTIALS = refused('AWS does not accept these credentials');
const CLOCK = refused("AWS refuses the time of the request: is this machine's clock right?");

/** What DynamoDB's documents list ("Error handling", "Common errors"), by the names of the client's errors. */
const NAMED: Readonly<Record<string, Fault>> = {
  ProvisionedThroughputExceededException: THROTTLED,
  ThrottlingException: THROTTLED,
  Throttling: THROTTLED,
  RequestLimitExceeded: THROTTLED,
  LimitExceededException: THROTTLED,
  ExpiredTokenException: later('the session of these AWS credentials has ended'),
  ResourceNotFoundException: refused('there is no such table: is the stack deployed, and is this its region?'),
  AccessDeniedException: refused('AWS does not allow it: the role or user lacks the permission'),
  UnrecognizedClientException: CREDENTIALS,
  MissingAuthenticationTokenException: CREDENTIALS,
  IncompleteSignatureException: CREDENTIALS,
  InvalidSignatureException: CLOCK,
  RequestExpired: CLOCK,
  CredentialsProviderError: refused(
    'no AWS credentials are found: neither in the environment nor in a profile nor a role',
  ),
};

/** Nothing can have been sent where there is no such name, or nobody listens. The client keeps no more than the words of some errors. */
const UNREACHED = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)\b/;

/** What an error of the client means. A server's error, and a connection that broke, leave open whether a write was done. */
export function faultOf(error: unknown): Fault {
  const { name, code, $metadata } = about(error);
  const known = typeof name === 'string' && Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (known) return known;
  if (UNREACHED.test(`${String(code)} ${reasonOf(error)}`))
    return later(`DynamoDB cannot be reached (${reasonOf(error)})`);
  const status = $metadata?.httpStatusCode ?? 0;
  const isRefused = status >= 400 && status < 500;
  return { temporary: !isRefused, done: isRefused ? 'no' : 'perhaps', why: reasonOf(error) };
}

/** No answer within the time. */
export const LATE_FAULT: Fault = { temporary: true, done: 'perhaps', why: 'DynamoDB does not answer in time' };

/** True where a write was refused because the record is not what its condition says. */
export const isConflict = (error: unknown): boolean => about(error).name === 'ConditionalCheckFailedException';

const about = (error: unknown) =>
  (typeof error === 'object' && error !== null ? error : {}) as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
