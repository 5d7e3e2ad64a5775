import * as z from 'zod';
import { TestServer } from '../server.ts';
import { signedByUs } from './aws.ts';

const version = z.literal('2010-03-31');
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/);
/** The questions that are asked of SNS, as its API reference documents them (query protocol). */
const ASKED = z.discriminatedUnion('Action', [
  z.strictObject({
    Action: z.literal('GetSMSAttributes'),
    Version: version,
    'attributes.member.1': z.enum(['MonthlySpendLimit', 'DefaultSMSType']),
  }),
  z.strictObject({ Action: z.literal('GetSMSSandboxAccountStatus'), Version: version }),
  z.strictObject({
    Action: z.literal('ListSMSSandboxPhoneNumbers'),
    Version: version,
    MaxResults: z.coerce.number().int().min(1).max(100),
  }),
  z.strictObject({ Action: z.literal('CheckIfPhoneNumberIsOptedOut'), Version: version, phoneNumber: phone }),
  z.strictObject({ Action: z.literal('GetTopicAttributes'), Version: version, TopicArn: z.string() }),
]);

const entries = (all: Readonly<Record<string, string>>) =>
  Object.entries(all)
    .map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`)
    .join('');

/** An account at SNS that answers questions and takes no message. */
export class SnsAccountPeer extends TestServer {
  limit: string | undefined = '50';
  isInSandbox = false;
  verified: readonly string[] = [];
  optedOut: readonly string[] = [];
  /** By ARN: confirmed and pending subscriptions. */
  topics: Readonly<Record<string, readonly [confirmed: number, pending: number]>> = {};
  /** Actions that the role may not ask. */
  denied: RegExp | undefined;
  /** The regions that were asked, by the signatures. */
  readonly regions: string[] = [];

  constructor() {
    super();
    this.answer((request, response) => {
      const xml = (status: number, body: string) =>
        response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
      const fails = (status: number, code: string) =>
        xml(
          status,
          `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
        );
      if (!signedByUs(request)) return fails(403, 'SignatureDoesNotMatch');
      const { data: asked } = ASKED.safeParse(Object.fromEntries(new URLSearchParams(request.body)));
      if (!asked) return fails(400, 'InvalidParameter');
      this.regions.push(/\/\d{8}\/([^/]+)\/sns\//.exec(String(request.headers.authorization))?.[1] ?? '');
      if (this.denied?.test(asked.Action)) return fails(403, 'AuthorizationError');
      if (asked.Action === 'GetTopicAttributes' && !this.topics[asked.TopicArn]) return fails(404, 'NotFound');
      const result = `<${asked.Action}Result>${this.#resultOf(asked)}</${asked.Action}Result>`;
      return xml(
        200,
        `<${asked.Action}Response>${result}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${asked.Action}Response>`,
      );
    });
  }

  #resultOf(asked: z.output<typeof ASKED>): string {
    switch (asked.Action) {
      case 'GetSMSAttributes':
        return `<attributes>${this.limit === undefined ? '' : entries({ MonthlySpendLimit: this.limit })}</attributes>`;
      case 'GetSMSSandboxAccountStatus':
        return `<IsInSandbox>${this.isInSandbox}</IsInSandbox>`;
      case 'ListSMSSandboxPhoneNumbers':
        return `<PhoneNumbers>${this.verified
          .map((number) => `<member><PhoneNumber>${number}</PhoneNumber><Status>Verified</Status></member>`)
          .join('')}<member><PhoneNumber>+15550199</PhoneNumber><Status>Pending</Status></member></PhoneNumbers>`;
      case 'CheckIfPhoneNumberIsOptedOut':
        return `<isOptedOut>${this.optedOut.includes(asked.phoneNumber)}</isOptedOut>`;
      case 'GetTopicAttributes': {
        const [confirmed, pending] = this.topics[asked.TopicArn]!;
        return `<Attributes>${entries({
          TopicArn: asked.TopicArn,
          SubscriptionsConfirmed: String(confirmed),
          SubscriptionsPending: String(pending),
          SubscriptionsDeleted: '0',
        })}</Attributes>`;
      }
    }
  }
}
