import { createHmac } from 'node:crypto';
import { ACCOUNT, TOKEN } from './twilio.ts';

/** A request as Twilio sends it: form fields, and the signature of its security page, made here from the page's words alone. */
export function twilioRequest(url: string, fields: Readonly<Record<string, string>>, token = TOKEN) {
  const all: Readonly<Record<string, string>> = { AccountSid: ACCOUNT, ApiVersion: '2010-04-01', ...fields };
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': 'b25f9-1',
      'x-twilio-signature': signature(url, all, token),
    } as Record<string, string>,
    body: new URLSearchParams(all).toString(),
  };
}

export function signature(url: string, fields: Readonly<Record<string, string>>, token = TOKEN): string {
  let text = url;
  for (const name of Object.keys(fields).toSorted()) text += name + fields[name];
  return createHmac('sha1', token).update(Buffer.from(text, 'utf8')).digest('base64');
}
