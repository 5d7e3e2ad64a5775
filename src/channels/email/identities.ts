import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { type AwsAnswer, askAws, type Place } from '../aws/send.ts';

export type Where = Place & { readonly now: number; readonly timeout: number };
type Sdk = typeof import('@aws-sdk/client-sesv2');

/** One question to SES, on a client of its own. */
export const askSes = <T>(where: Where, ask: (sdk: Sdk, client: SESv2Client) => Promise<T>): Promise<AwsAnswer<T>> =>
  askAws(where, async (options) => {
    const sdk = await import('@aws-sdk/client-sesv2');
    const client = new sdk.SESv2Client(options);
    try {
      return await ask(sdk, client);
    } finally {
      client.destroy();
    }
  });

/** Whether SES sends as, or in its sandbox to, an address: verified by itself or by its domain. `undefined`: no telling. */
export async function isVerified(address: string, where: Where): Promise<boolean | undefined> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const both = await Promise.all([address, domain].map((name) => identity(name, where)));
  if (both.includes(true)) return true;
  return both.includes(undefined) ? undefined : false;
}

async function identity(name: string, where: Where): Promise<boolean | undefined> {
  const { got, code } = await askSes(where, ({ GetEmailIdentityCommand }, client) =>
    client.send(new GetEmailIdentityCommand({ EmailIdentity: name })),
  );
  if (got) return got.VerifiedForSendingStatus === true;
  return code === 'NotFoundException' ? false : undefined;
}

/** Whether SES drops mail to an address after a bounce or a complaint. What cannot be told is not. */
export async function isSuppressed(address: string, where: Where): Promise<boolean> {
  const { got } = await askSes(where, ({ GetSuppressedDestinationCommand }, client) =>
    client.send(new GetSuppressedDestinationCommand({ EmailAddress: address })),
  );
  return got !== undefined;
}
