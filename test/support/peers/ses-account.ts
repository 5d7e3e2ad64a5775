import { TestServer } from '../server.ts';
import { signedByUs } from './aws.ts';

/** GetAccount, GetEmailIdentity and GetSuppressedDestination of the SES API v2, as its reference documents them. */
export class SesAccountPeer extends TestServer {
  account = {
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    EnforcementStatus: 'HEALTHY',
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 3 },
  };
  identities: Readonly<Record<string, boolean>> = { 'example.com': true };
  suppressed: readonly string[] = [];
  /** The operation that the role may not ask, or all of them. */
  denied: RegExp | undefined;

  constructor() {
    super();
    this.answer((request, response) => {
      const { method, path } = request;
      const says = (status: number, body: object, code?: string) =>
        response
          .writeHead(status, { 'content-type': 'application/json', ...(code && { 'x-amzn-errortype': code }) })
          .end(JSON.stringify(body));
      if (!signedByUs(request)) return says(403, { message: 'no' }, 'SignatureDoesNotMatch');
      if (method !== 'GET') return says(405, {});
      if (this.denied?.test(path)) return says(403, { message: 'no' }, 'AccessDeniedException');
      if (path === '/v2/email/account') return says(200, { DedicatedIpAutoWarmupEnabled: false, ...this.account });
      const [, what, name = ''] = /^\/v2\/email\/(identities|suppression\/addresses)\/([^/?]+)$/.exec(path) ?? [];
      const id = decodeURIComponent(name);
      if (what === 'identities' && id in this.identities)
        return says(200, {
          IdentityType: id.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
          VerifiedForSendingStatus: this.identities[id],
        });
      if (what === 'suppression/addresses' && this.suppressed.includes(id))
        return says(200, {
          SuppressedDestination: { EmailAddress: id, Reason: 'BOUNCE', LastUpdateTime: 1_700_000_000 },
        });
      return says(404, { message: `${what} ${id} does not exist` }, 'NotFoundException');
    });
  }
}
