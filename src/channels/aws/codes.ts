/** What an error code of AWS means for a page, and in words. */
export interface Meaning {
  readonly is: 'temporary' | 'permanent';
  readonly why: string;
  readonly credentials?: true;
}

const later = (why: string): Meaning => ({ is: 'temporary', why });
const never = (why: string): Meaning => ({ is: 'permanent', why });
const refused = (why: string): Meaning => ({ is: 'permanent', why, credentials: true });

const TOO_MANY = later('AWS takes no more for now: too many requests');
const NO_KEY = refused('AWS does not know these credentials');
const NOT_ALLOWED = never('AWS does not allow it: the role or user lacks the permission');
const CLOCK = never("AWS refuses the time of the request: is this machine's clock right?");
const KEY = never('the key that encrypts the topic cannot be used');

/**
 * Codes that say more than their status, as AWS's documents list them ("Common errors", and the errors of Publish and
 * SendEmail). A service spells some with `Exception` at the end, some without.
 */
const CODES: Readonly<Record<string, Meaning>> = {
  Throttling: TOO_MANY,
  Throttled: TOO_MANY,
  TooManyRequests: TOO_MANY,
  RequestLimitExceeded: TOO_MANY,
  LimitExceeded: TOO_MANY,
  KMSThrottling: TOO_MANY,
  ExpiredToken: later('the session of these AWS credentials has ended'),
  InvalidClientTokenId: NO_KEY,
  UnrecognizedClient: NO_KEY,
  InvalidAccessKeyId: NO_KEY,
  MissingAuthenticationToken: NO_KEY,
  SignatureDoesNotMatch: refused('AWS does not accept the signature: the secret key is not the one of this access key'),
  InvalidSignature: refused('AWS does not accept the signature: wrong secret key, or wrong clock'),
  IncompleteSignature: NO_KEY,
  AccessDenied: NOT_ALLOWED,
  AuthorizationError: NOT_ALLOWED,
  NotAuthorized: NOT_ALLOWED,
  InvalidSecurity: NOT_ALLOWED,
  RequestExpired: CLOCK,
  RequestTimeTooSkewed: CLOCK,
  OptInRequired: never('this AWS account has not signed up for the service'),
  KMSAccessDenied: KEY,
  KMSDisabled: KEY,
  KMSInvalidState: KEY,
  KMSNotFound: KEY,
  KMSOptInRequired: KEY,
  // SNS
  NotFound: never('there is no such topic, or no such configuration set'),
  EndpointDisabled: never('the endpoint is disabled'),
  OptedOut: never('this number has asked for no more SMS; opt it in again in the SNS console'),
  InvalidParameter: never('AWS takes no such parameter: is it the right region, topic and number?'),
  ParameterValueInvalid: never('AWS takes no such attribute'),
  // SES
  MessageRejected: never(
    'SES rejected it: the sender has to be verified, and in the sandbox the recipient too, in this very region',
  ),
  MailFromDomainNotVerified: never("the sender's MAIL FROM domain is not verified at SES"),
  AccountSuspended: never('this account may never send mail by SES again'),
  SendingPaused: never('sending by SES is paused for this account or configuration set'),
};

/** What a code means; `undefined` for one that says no more than its status. */
export const meaningOf = (code: string): Meaning | undefined => {
  const known = code.replace(/Exception$/, '');
  return Object.hasOwn(CODES, known) ? CODES[known] : undefined;
};
