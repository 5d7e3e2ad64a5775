import type { Delivery } from '../../core/escalation/delivery.ts';
import { byAws, type Place } from '../aws/send.ts';
import type { Mail } from './mail.ts';

/**
 * Hands a mail to Amazon SES (API v2, SendEmail), as it was written. SES puts a Message-ID of its own in place of
 * ours, which is what later mails have to answer.
 */
export const bySes = (
  { from, to, raw }: Mail,
  place: Place & { readonly configurationSet?: string | undefined },
  time: { readonly now: number; readonly timeout: number },
): Promise<Delivery> =>
  byAws({ ...place, ...time }, async (options) => {
    const { SESv2Client, SendEmailCommand } = await import('@aws-sdk/client-sesv2');
    const client = new SESv2Client(options);
    try {
      const { MessageId } = await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: { Raw: { Data: raw } },
          ...(place.configurationSet !== undefined && { ConfigurationSetName: place.configurationSet }),
        }),
      );
      return MessageId === undefined ? undefined : `${MessageId}@${domainOf(await client.config.region())}`;
    } finally {
      client.destroy();
    }
  });

/** Of the Message-ID that SES gives a mail: it names the region, except for the oldest one. */
const domainOf = (region: string): string =>
  region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;
