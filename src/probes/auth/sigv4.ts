import * as z from 'zod';
import type { ProbeContext } from '../define.ts';
import { type Failure, ourFailure } from '../wire/failure.ts';
import type { Authorise } from '../wire/visit.ts';

const key = () => z.string().min(1).optional();

export const sigv4 = z
  .strictObject({
    region: z.string().min(1).describe('the API’s region'),
    service: z
      .string()
      .min(1)
      .default('execute-api')
      .describe('the service’s name in signatures: execute-api, lambda, s3 …'),
    'access-key': key().describe('where absent: the environment’s, on AWS the role’s own'),
    'secret-key': key(),
    'session-token': key(),
  })
  .refine((given) => (given['access-key'] === undefined) === (given['secret-key'] === undefined), {
    message: 'access-key and secret-key go together',
  });

/** Signs each request anew, so that a redirect within the origin is signed too (AWS Signature Version 4). */
export async function sigv4Signer(given: z.output<typeof sigv4>, { now }: ProbeContext): Promise<Authorise | Failure> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  const own = given['access-key'] !== undefined;
  const accessKeyId = own ? given['access-key'] : AWS_ACCESS_KEY_ID;
  const secretAccessKey = own ? given['secret-key'] : AWS_SECRET_ACCESS_KEY;
  const sessionToken = own ? given['session-token'] : AWS_SESSION_TOKEN;
  if (!accessKeyId || !secretAccessKey)
    return ourFailure(
      'could not be checked: no AWS keys to sign with; set auth.sigv4.access-key and secret-key, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    );
  const { default: aws4 } = await import('aws4');
  const date = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  return ({ url, method, headers, body }) => {
    // Signed: what a proxy on the way leaves alone. The rest goes along unsigned.
    const signed = aws4.sign(
      {
        host: url.host,
        path: `${url.pathname}${url.search}`,
        method,
        service: given.service,
        region: given.region,
        headers: {
          ...(headers['content-type'] ? { 'content-type': headers['content-type'] } : {}),
          'X-Amz-Date': date,
        },
        ...(body === undefined ? {} : { body }),
      },
      { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    );
    const made = Object.entries(signed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return Object.fromEntries(made.filter(([name]) => name !== 'host'));
  };
}
