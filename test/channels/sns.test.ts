import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import * as z from 'zod';
import { topicMessage } from '../../src/channels/sns/topic.ts';
import { sns } from '../../src/channels/sns.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY } from '../support/naughty.ts';
import { withCredentials } from '../support/peers/aws.ts';
import { refuses } from '../support/peers/sns.ts';
import { MONDAY } from '../support/plan.ts';
import { TestServer } from '../support/server.ts';

const schema = z.strictObject(sns.shape);
const context = { now: MONDAY, timeout: 10_000, outbox: { put: async () => {} }, channel: 'topic' };
const ARN = 'arn:aws:sns:eu-west-1:123456789012:pages';

withCredentials();

describe('sns, as every channel', () => {
  const REPEAT = 'MessageAttributes.entry.4.Name';
  channelContract(
    sns as never,
    (url) => schema.parse({ topic: 'arn:aws:sns:eu-west-1:123456789012:pages.fifo', endpoint: url }),
    {
      key: ({ body }) => new URLSearchParams(body).get('MessageDeduplicationId'),
      marked: ({ body }) => new URLSearchParams(body).get(REPEAT) === 'repeat',
    },
  );
});

describe('sns, to topics that are there', () => {
  let aws: FauxqsServer;
  beforeAll(async () => {
    aws = await startFauxqs({ port: 0, logger: false, messageSpies: true, defaultRegion: 'eu-west-1' });
    for (const name of ['pages', 'urgent', 'pages.fifo']) {
      const attributes = name.endsWith('.fifo') ? { FifoTopic: 'true' } : undefined;
      const queue = name.endsWith('.fifo') ? { FifoQueue: 'true' } : undefined;
      aws.createTopic(name, { region: 'eu-west-1', ...(attributes && { attributes }) });
      aws.createQueue(`of-${name}`, { region: 'eu-west-1', ...(queue && { attributes: queue }) });
      aws.subscribe({ topic: name, queue: `of-${name}`, region: 'eu-west-1' });
    }
  });
  afterAll(() => aws.stop());
  const arn = (name: string) => `arn:aws:sns:eu-west-1:000000000000:${name}`;
  const send = (topic: string, more: Partial<Message> = {}, settings: Record<string, unknown> = {}) =>
    sns.send(
      someMessage(more),
      schema.parse({ topic: arn(topic), endpoint: `http://127.0.0.1:${aws.port}`, ...settings }),
      context,
    );
  const arrived = (name: string) =>
    (aws.inspectQueue(`of-${name}`)?.messages.ready ?? []).map(
      ({ body }) =>
        JSON.parse(body) as {
          Subject: string;
          Message: string;
          MessageId: string;
          MessageAttributes: Record<string, { Type: string; Value: string }>;
        },
    );

  it('publishes text with a subject, and attributes that subscriptions can be filtered by', async () => {
    const got = await send('pages');
    const [message] = arrived('pages');
    expect(got).toEqual({ is: 'accepted', ref: message!.MessageId });
    expect(message!.Subject).toBe(someMessage().title);
    expect(message!.Message).toMatch(/^shop: application completely down[\s\S]*The incident:\nhttps:/);
    expect(message!.Message).not.toContain('/a/shop-1.1.ada');
    expect(message!.MessageAttributes).toEqual({
      type: { Type: 'String', Value: 'page' },
      severity: { Type: 'String', Value: 'P1' },
      incident: { Type: 'String', Value: 'shop-1' },
    });
  });

  it("publishes to the severity's own topic where it has one", async () => {
    const topics = { P1: arn('urgent') };
    await send('pages', { severity: 'P1', title: 'to urgent' }, { topics });
    await send('pages', { severity: 'P2', title: 'to all' }, { topics });
    expect(arrived('urgent').map(({ Subject }) => Subject)).toEqual(['to urgent']);
    expect(arrived('pages').at(-1)?.Subject).toBe('to all');
  });

  it('publishes to a FIFO topic once, however often it is sent; the end is no double of the page (E5, C2)', async () => {
    await send('pages.fifo');
    await send('pages.fifo', { repeat: true });
    await send('pages.fifo', { type: 'resolved', key: 'shop-1/tell/2', title: 'over' });
    expect(arrived('pages.fifo').map(({ Subject }) => Subject)).toEqual([someMessage().title, 'over']);
  });

  it('gives up at once on a topic that does not exist', async () => {
    expect(await send('gone')).toEqual({ is: 'permanent', why: expect.stringMatching(/^there is no such topic/) });
  });

  it('fits, whatever there is to say', async () => {
    for (const text of NAUGHTY) {
      const details = Array.from({ length: 40 }, () => ({ label: text, text: text.repeat(10) }));
      expect([text, (await send('pages', { title: text, summary: text, details, incident: text || 'x' })).is]).toEqual([
        text,
        'accepted',
      ]);
    }
  });
});

describe('what SNS demands of a message', () => {
  it.each(NAUGHTY)('subject: less than 100 of ASCII, on one line, no blank in front (%j)', (title) => {
    expect(topicMessage(someMessage({ title }), ARN).Subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,98}$/);
  });

  it.each([
    ['P1 Bücher: Ausfall – alles', 'P1 Bucher: Ausfall ? alles'],
    ['x'.repeat(150), 'x'.repeat(99)],
    ['', 'Tocsin'],
  ])('%j has the subject %j', (title, subject) => {
    expect(topicMessage(someMessage({ title }), ARN).Subject).toBe(subject);
  });

  it('goes where the topic is, unless told otherwise', async () => {
    const server = await new TestServer().open();
    try {
      const parse = (more: object) => schema.parse({ topic: ARN, endpoint: server.url, ...more });
      await sns.send(someMessage(), parse({ topic: ARN.replace('eu-west-1', 'ap-south-1') }), context);
      await sns.send(someMessage(), parse({ region: 'us-west-2' }), context);
      expect(server.received.map(({ headers }) => /\d{8}\/([^/]+)/.exec(String(headers.authorization))?.[1])).toEqual([
        'ap-south-1',
        'us-west-2',
      ]);
    } finally {
      await server.close();
    }
  });

  it.each([
    [429, 'Throttled', 'temporary', /429/],
    [400, 'Throttling', 'temporary', /too many/],
    [400, 'KMSThrottling', 'temporary', /too many/],
    [400, 'KMSDisabled', 'permanent', /key that encrypts/],
    [400, 'KMSAccessDenied', 'permanent', /key that encrypts/],
    [403, 'AuthorizationError', 'permanent', /permission/],
    [403, 'InvalidSecurity', 'permanent', /permission/],
    [404, 'NotFound', 'permanent', /no such topic/],
    [400, 'InvalidParameter', 'permanent', /no such parameter/],
    [500, 'InternalError', 'temporary', /500/],
    [503, 'ServiceUnavailable', 'temporary', /503/],
    [403, 'InvalidClientTokenId', 'permanent', /does not know these credentials/],
    [403, 'SignatureDoesNotMatch', 'permanent', /signature/],
    [403, 'ExpiredToken', 'temporary', /session/],
    [403, 'RequestExpired', 'permanent', /clock/],
  ])('%i %s is %s (E5, W7)', async (status, code, is, why) => {
    const server = await new TestServer().open();
    try {
      server.answer(refuses(status, code, SECRET));
      const got = await sns.send(someMessage(), schema.parse({ topic: ARN, endpoint: server.url }), context);
      expect(got).toMatchObject({ is, why: expect.stringMatching(why) });
      expect(JSON.stringify(got)).not.toContain(SECRET);
      expect('credentials' in got).toBe(/ClientToken|Signature/.test(code));
      expect(server.received).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});
