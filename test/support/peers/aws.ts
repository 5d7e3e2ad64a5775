import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll } from '@jest/globals';
import type { Received } from '../server.ts';
import { isSigned } from './sigv4.ts';

/** Of a user that exists nowhere. */
export const AWS = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI-of-tests', region: 'eu-west-1' } as const;

const ENVIRONMENT: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: AWS.id,
  AWS_SECRET_ACCESS_KEY: AWS.secret,
  AWS_REGION: AWS.region,
  // Nothing of this machine's own, and no question to the network.
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

/** Credentials as every AWS tool finds them, for the tests of this block. */
export function withCredentials(): void {
  const before = { ...process.env };
  beforeAll(() => {
    Object.assign(process.env, ENVIRONMENT);
  });
  afterAll(() => {
    for (const name of Object.keys(ENVIRONMENT)) {
      delete process.env[name];
      if (before[name] !== undefined) process.env[name] = before[name];
    }
  });
}

/** Whether the request is signed by these credentials, over what arrived. */
export const signedByUs = ({ method, path, headers, body }: Received): boolean =>
  isSigned({ method, url: path, headers } as IncomingMessage, body, AWS.secret);
