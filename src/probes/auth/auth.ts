import * as z from 'zod';
import type { ProbeContext } from '../define.ts';
import type { Target } from '../wire/check.ts';
import type { Failure } from '../wire/failure.ts';
import type { Authorise } from '../wire/visit.ts';
import { sigv4, sigv4Signer } from './sigv4.ts';

const text = () => z.string().min(1);

const ways = {
  basic: z.strictObject({ user: text(), password: z.string() }).optional().describe('user and password (RFC 7617)'),
  bearer: text().optional().describe('a token (RFC 6750)'),
  sigv4: sigv4
    .optional()
    .describe('AWS Signature Version 4, for API Gateway, function URLs and other IAM-guarded APIs'),
};

/** How a request proves who asks: one way, never sent to another origin than the URL's own. */
export const auth = z
  .strictObject(ways)
  .refine((given) => Object.keys(given).length === 1, 'name one of basic, bearer and sigv4')
  .optional()
  .describe('who asks: basic, bearer or sigv4');

export type Auth = z.output<typeof auth>;

/** A client certificate, for servers that ask for one (mutual TLS). */
export const identity = z
  .strictObject({
    certificate: text().describe('the certificate and its chain, as PEM'),
    key: text().describe('its private key, as PEM'),
  })
  .optional()
  .describe('the client certificate to show (mutual TLS)');

type Given<Way extends keyof typeof ways> = Exclude<z.output<(typeof ways)[Way]>, undefined>;
type Maker<Value> = (given: Value, context: ProbeContext) => Promise<Authorise | Failure>;

const makers: { readonly [Way in keyof typeof ways]: Maker<Given<Way>> } = {
  basic: async ({ user, password }) => always(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`),
  bearer: async (token) => always(`Bearer ${token}`),
  sigv4: sigv4Signer,
};

const always =
  (authorization: string): Authorise =>
  () => ({ authorization });

/** Makes the headers for each request of a check; a failure where this machine has no keys. */
export async function authoriser(given: Auth, context: ProbeContext): Promise<Authorise | undefined | Failure> {
  const [way] = Object.keys(given ?? {}) as (keyof typeof ways)[];
  return way && (makers[way] as Maker<unknown>)(given![way], context);
}

/** What of the settings must not be repeated, reference or not (W7). */
export function credentialsIn({
  auth: given,
  'client-certificate': shown,
}: {
  readonly auth?: Auth;
  readonly 'client-certificate'?: z.output<typeof identity>;
}): Pick<Target, 'secrets' | 'identity'> {
  const { basic, bearer, sigv4: keys } = given ?? {};
  const secrets = [
    basic?.password,
    basic && `${basic.user}:${basic.password}`,
    bearer,
    keys?.['secret-key'],
    keys?.['session-token'],
    shown?.key,
  ];
  return { identity: shown, secrets: secrets.filter((each) => each !== undefined && each !== '') as string[] };
}
