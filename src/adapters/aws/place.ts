import type { LambdaClientConfig } from '@aws-sdk/client-lambda';

/** How AWS is reached, beside the region: as every AWS tool finds it, where absent. */
export type Access = Pick<LambdaClientConfig, 'endpoint' | 'credentials'>;

/** Whose resources an ARN names. */
export interface Owner {
  readonly partition: string;
  readonly account: string;
}

/**
 * For a client that is asked now and then. One attempt: see `Calls`. No connection outlives its call: the function sleeps
 * between two of them, the connection dies meanwhile, and the next call would find that out only at its deadline.
 */
export const clientOf = (region: string, access: Access) => ({
  ...access,
  region,
  maxAttempts: 1,
  requestHandler: { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
});

/** `arn:aws:sns:eu-west-1:123456789012:tocsin-shop-emergency`. `resource`: with its type where the service has one. */
export const arn = ({ partition, account }: Owner, service: string, region: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;
