import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import * as z from 'zod';
import { email } from '../../../src/channels/email.ts';
import { DAY } from '../../../src/core/time/instant.ts';
import { channelContract, SECRET, someMessage } from '../../support/channel-contract.ts';
import { AWS, withCredentials } from '../../support/peers/aws.ts';
import { refuses, sendEmail, takes } from '../../support/peers/ses.ts';
import { MONDAY } from '../../support/plan.ts';
import { TestServer } from '../../support/server.ts';

const schema = z.strictObject(email.shape);
const context = { now: MONDAY, timeout: 10_000, outbox: { put: async () => {} }, channel: 'mail' };
const to = 'ada@example.com';

withCredentials();

describe('email by SES, as every channel', () => {
  channelContract(
    email as never,
    (url) => schema.parse({ from: 'tocsin@example.com', ses: { endpoint: url, 'configuration-set': SECRET } }),
    {
      message: { to },
      key: (request) => /^Message-ID: .*$/im.exec(sendEmail(request).raw.toString())?.[0],
      marked: (request) => /^Tocsin-Repeat: true\r$/im.test(sendEmail(request).raw.toString()),
    },
  );
});

describe('email, by SES', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await new TestServer().open();
  });
  afterEach(() => server.close());
  const send = (ses: Record<string, unknown> = {}) =>
    email.send(
      someMessage({ to }),
      schema.parse({ from: 'tocsin@example.com', ses: { endpoint: server.url, ...ses } }),
      context,
    );

  it('sends the whole mail, signed, and says what SES calls it', async () => {
    server.answer(takes);
    expect(await send()).toEqual({ is: 'accepted', ref: '0102018f2c5e-6d1f-000000@eu-west-1.amazonses.com' });
    const { raw, ...asked } = sendEmail(server.received[0]!);
    expect(asked).toMatchObject({ FromEmailAddress: 'tocsin@example.com', Destination: { ToAddresses: [to] } });
    expect((await simpleParser(raw)).subject).toBe(someMessage().title);
  });

  it('knows how the oldest region names its mails, and takes a configuration set', async () => {
    server.answer(takes);
    expect(await send({ region: 'us-east-1', 'configuration-set': 'pages' })).toMatchObject({
      ref: '0102018f2c5e-6d1f-000000@email.amazonses.com',
    });
    expect(sendEmail(server.received[0]!).ConfigurationSetName).toBe('pages');
    expect(server.received[0]!.headers.authorization).toContain('/us-east-1/ses/aws4_request');
  });

  it.each([
    [400, 'MessageRejected', 'permanent', /in the sandbox the recipient too/],
    [400, 'AccountSuspendedException', 'permanent', /never send mail/],
    [400, 'SendingPausedException', 'permanent', /paused/],
    [400, 'MailFromDomainNotVerifiedException', 'permanent', /not verified/],
    [404, 'NotFoundException', 'permanent', /no such/],
    [400, 'BadRequestException', 'permanent', /answered 400/],
    [400, 'LimitExceededException', 'temporary', /too many/],
    [429, 'TooManyRequestsException', 'temporary', /429/],
    [400, 'ThrottlingException', 'temporary', /too many/],
    [500, 'InternalFailure', 'temporary', /500/],
    [403, 'ExpiredTokenException', 'temporary', /session .* ended/],
    [403, 'AccessDeniedException', 'permanent', /lacks the permission/],
    [403, 'RequestExpired', 'permanent', /clock/],
    [400, 'constructor', 'permanent', /answered 400/],
  ])('%i %s is %s (E5)', async (status, code, is, why) => {
    server.answer(refuses(status, code, `${SECRET} ${AWS.secret}`));
    expect(await send()).toEqual({
      is,
      why: expect.stringMatching(why),
    });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
  ])('%s means that the credentials are refused (E5)', async (code) => {
    server.answer(refuses(403, code));
    expect(await send()).toMatchObject({ is: 'permanent', credentials: true });
  });

  it('goes where the environment of AWS tools says', async () => {
    server.answer(takes);
    process.env.AWS_ENDPOINT_URL = server.url;
    try {
      expect((await send({ endpoint: undefined })).is).toBe('accepted');
    } finally {
      delete process.env.AWS_ENDPOINT_URL;
    }
  });

  it('gives up at once without credentials, or without a region', async () => {
    const { AWS_ACCESS_KEY_ID: id, AWS_REGION: region } = process.env;
    delete process.env.AWS_ACCESS_KEY_ID;
    const none = await send();
    process.env.AWS_ACCESS_KEY_ID = id;
    delete process.env.AWS_REGION;
    const nowhere = await send();
    process.env.AWS_REGION = region;
    expect(none).toEqual({ is: 'permanent', why: expect.stringMatching(/^no AWS credentials are found/) });
    expect(nowhere).toEqual({ is: 'permanent', why: expect.stringMatching(/no region/) });
    expect(server.received).toEqual([]);
  });

  it('does not wait for credentials beyond its time; those that come later send nothing (E5)', async () => {
    const { AWS_ACCESS_KEY_ID: id } = process.env;
    const slow = await new TestServer().open();
    let give = () => {};
    slow.answer((_request, response) => {
      const Expiration = new Date(Date.now() + DAY).toISOString();
      give = () => response.end(JSON.stringify({ AccessKeyId: id, SecretAccessKey: 'x', Token: 'y', Expiration }));
    });
    delete process.env.AWS_ACCESS_KEY_ID;
    process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = slow.url;
    try {
      const settings = schema.parse({ from: 'tocsin@example.com', ses: { endpoint: server.url } });
      expect(await email.send(someMessage({ to }), settings, { ...context, timeout: 300 })).toEqual({
        is: 'temporary',
        why: 'no AWS credentials in time',
      });
      expect(slow.received).toHaveLength(1);
      give();
      await new Promise((later) => setTimeout(later, 200));
      expect(server.received).toEqual([]);
      server.answer(takes);
      slow.answer((_request, response) => {
        const Expiration = new Date(Date.now() + DAY).toISOString();
        response.end(JSON.stringify({ AccessKeyId: id, SecretAccessKey: AWS.secret, Token: 'y', Expiration }));
      });
      expect((await email.send(someMessage({ to }), settings, context)).is).toBe('accepted');
    } finally {
      delete process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
      process.env.AWS_ACCESS_KEY_ID = id;
      await slow.close();
    }
  });
});
