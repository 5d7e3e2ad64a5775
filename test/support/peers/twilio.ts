import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { TestServer } from '../server.ts';
import { readTwiml } from './twiml.ts';

export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
export const TOKEN = 'hunter2-canary';
export const FROM = '+15550100';

const BASIC = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;

const number = z.string().regex(/^\+[1-9]\d{6,14}$/);
const callback = z.url({ protocol: /^https?$/ });
const inline = z
  .string()
  .max(4_000)
  .refine((xml) => readTwiml(xml), 'TwiML');

/** What the API takes of what its pages list, and nothing that they do not (twilio.com/docs/voice/api/call-resource, …/messaging/api/message-resource). */
const RESOURCES = {
  Calls: z
    .strictObject({
      To: number,
      From: number,
      Twiml: inline,
      Timeout: z.coerce.number().int().min(1).max(600),
      StatusCallback: callback.optional(),
      StatusCallbackEvent: z.enum(['initiated', 'ringing', 'answered', 'completed']).optional(),
      MachineDetection: z.enum(['Enable', 'DetectMessageEnd']).optional(),
      AsyncAmd: z.enum(['true', 'false']).optional(),
      AsyncAmdStatusCallback: callback.optional(),
    })
    .refine(({ AsyncAmd, AsyncAmdStatusCallback: at }) => (AsyncAmd === 'true') === (at !== undefined), '21262'),
  Messages: z.strictObject({
    To: number,
    From: number,
    Body: z
      .string()
      .min(1)
      .max(1_600)
      .refine((text) => text.isWellFormed(), 'half a character'),
    StatusCallback: callback.optional(),
    ValidityPeriod: z.coerce.number().int().min(1).max(36_000).optional(),
  }),
} as const;
const update = z.strictObject({ Status: z.enum(['canceled', 'completed']) });

/** What the account resources tell (twilio.com/docs/iam/api/account, …/usage/api, …/phone-numbers/api). */
export interface TwilioState {
  status: 'active' | 'suspended' | 'closed';
  type: 'Full' | 'Trial';
  /** Absent: a subaccount, which has none to see. */
  balance: string | undefined;
  numbers: readonly { phone: string; voice?: boolean; sms?: boolean; smsUrl?: string }[];
  verified: readonly string[];
}

export interface Asked {
  readonly resource: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Twilio's API of one account: takes what is documented, answers 400 to anything else, and fails as it is told. */
export class TwilioPeer {
  /** What it took, in order. */
  readonly taken: Asked[] = [];
  /** What it found wrong with what it was sent; a test that expects nothing wrong looks here. */
  readonly wrong: string[] = [];
  readonly server = new TestServer();
  state: TwilioState = {
    status: 'active',
    type: 'Full',
    balance: '27.50',
    numbers: [{ phone: FROM, voice: true, sms: true }],
    verified: [],
  };
  #next: ((response: ServerResponse) => void) | undefined;
  #sids = 0;

  async open(): Promise<this> {
    await this.server.open();
    this.server.answer(({ method, path, headers, body }, response) => {
      if (this.#next) return this.#next(response);
      if (method === 'GET') {
        const told = this.#told(String(headers.authorization), path);
        return answer(response, told.status, told.body);
      }
      const problem = this.#problem(method, String(headers.authorization), path, String(headers['content-type']), body);
      if (problem) {
        this.wrong.push(problem.message);
        return answer(response, problem.status, {
          ...problem,
          more_info: `https://www.twilio.com/docs/errors/${problem.code}`,
        });
      }
      const { resource, params } = asked(path, body);
      this.taken.push({ resource, params });
      const sid = resource.includes('/') ? resource.slice(6) : this.sid(resource === 'Calls' ? 'CA' : 'SM');
      answer(response, resource.includes('/') ? 200 : 201, { sid, status: 'queued', account_sid: ACCOUNT });
    });
    return this;
  }

  /** Every request from now on fails like this, in the shape of Twilio's errors. */
  fails(status: number, code: number, message = 'as documented', headers: Record<string, string> = {}): void {
    this.#next = (response) => answer(response, status, { code, message, more_info: '', status }, headers);
  }

  works(): void {
    this.#next = undefined;
  }

  get last(): Asked {
    return this.taken.at(-1)!;
  }

  sid(kind: 'CA' | 'SM', nth = ++this.#sids): string {
    return `${kind}${String(nth).padStart(32, '0')}`;
  }

  #told(authorization: string, path: string): { status: number; body: unknown } {
    const { pathname, searchParams } = new URL(path, 'http://a/');
    if (authorization !== BASIC) return { status: 401, body: { code: 20003, message: authorization } };
    const { status, type, balance, numbers, verified } = this.state;
    const [, resource] = new RegExp(`^/2010-04-01/Accounts/${ACCOUNT}(.*)\\.json$`).exec(pathname) ?? [];
    const wanted = searchParams.get('PhoneNumber');
    const resources: Record<string, unknown> = {
      '': { sid: ACCOUNT, friendly_name: 'shop', status, type, auth_token: TOKEN },
      '/Balance': balance === undefined ? undefined : { account_sid: ACCOUNT, balance, currency: 'USD' },
      '/IncomingPhoneNumbers': {
        incoming_phone_numbers: numbers
          .filter(({ phone }) => wanted === null || phone === wanted)
          .map(({ phone, voice = false, sms = false, smsUrl = '' }) => ({
            phone_number: phone,
            capabilities: { voice, sms, mms: false },
            sms_url: smsUrl,
            sms_application_sid: '',
          })),
      },
      '/OutgoingCallerIds': { outgoing_caller_ids: verified.map((phone) => ({ phone_number: phone })) },
    };
    const found = resource === undefined ? undefined : resources[resource];
    return found ? { status: 200, body: found } : { status: 404, body: { code: 20404, message: path } };
  }

  #problem(method: string, authorization: string, path: string, type: string, body: string) {
    if (authorization !== BASIC) return { status: 401, code: 20003, message: `Authenticate: ${authorization}` };
    if (method !== 'POST' || type !== 'application/x-www-form-urlencoded')
      return { status: 405, code: 20004, message: `${method} ${type}` };
    const { resource, params } = asked(path, body);
    const names = [...new URLSearchParams(body).keys()];
    const schema = /^Calls\/CA[0-9a-f]{32}$/.test(resource) ? update : RESOURCES[resource as keyof typeof RESOURCES];
    if (!schema) return { status: 404, code: 20404, message: path };
    if (new Set(names).size !== names.length) return { status: 400, code: 20001, message: `twice: ${names.join()}` };
    const { error } = schema.safeParse(params);
    return error && { status: 400, code: 21201, message: z.prettifyError(error) };
  }
}

function asked(path: string, body: string): Asked {
  const [, resource = path] = new RegExp(`^/2010-04-01/Accounts/${ACCOUNT}/(.+)\\.json$`).exec(path) ?? [];
  return { resource, params: Object.fromEntries(new URLSearchParams(body)) };
}

const answer = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
