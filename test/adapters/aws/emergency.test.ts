import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { EmergencyTopic } from '../../../src/adapters/aws/emergency.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { callError, HURRIED } from '../../support/aws-peer.ts';
import { AWS, signedByUs } from '../../support/peers/aws.ts';
import { refuses, takes } from '../../support/peers/sns.ts';
import { MONDAY } from '../../support/plan.ts';
import { TestServer } from '../../support/server.ts';

const credentials = { accessKeyId: AWS.id, secretAccessKey: AWS.secret };

describe('the emergency topic', () => {
  let now = MONDAY;
  const opened: EmergencyTopic[] = [];
  const open = (endpoint: string, more: { prefix?: string; patience?: { call: number; attempt: number } } = {}) => {
    const { prefix = 'tocsin-shop', patience = HURRIED } = more;
    const owner = { partition: 'aws', account: '000000000000' };
    const place = { region: 'eu-west-1', endpoint, credentials, patience, clock: { now: () => now } };
    const topic = new EmergencyTopic({ installation: { prefix }, ...owner, ...place });
    opened.push(topic);
    return topic;
  };
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
  });

  describe('at SNS', () => {
    let aws: FauxqsServer;
    beforeAll(async () => {
      aws = await startFauxqs({ port: 0, logger: false, defaultRegion: 'eu-west-1' });
      aws.createTopic('tocsin-shop-emergency', { region: 'eu-west-1' });
      aws.createQueue('heard', { region: 'eu-west-1' });
      aws.subscribe({ topic: 'tocsin-shop-emergency', queue: 'heard', region: 'eu-west-1' });
    });
    afterAll(() => aws.stop());
    const url = () => `http://127.0.0.1:${aws.port}`;
    const heard = () =>
      (aws.inspectQueue('heard')?.messages.ready ?? []).map(
        ({ body }) => JSON.parse(body) as { Subject: string; Message: string },
      );

    it('carries plain text to whoever listens in its own region (rule 8)', async () => {
      await open(url()).tell('shop: backend is down, and no incident could take it: größer');
      expect(heard()).toMatchObject([
        { Subject: 'tocsin-shop: emergency', Message: 'shop: backend is down, and no incident could take it: größer' },
      ]);
    });

    it('says that there is no such topic', async () => {
      const error = await callError(open(url(), { prefix: 'tocsin-other' }).tell('help'));
      expect([error.temporary, error.message]).toEqual([
        false,
        'the topic tocsin-other-emergency in eu-west-1 takes no message: there is no such topic: is the stack deployed in this region?',
      ]);
    });
  });

  describe('at a service that has its days', () => {
    const server = new TestServer();
    beforeAll(() => server.open());
    afterEach(() => {
      server.received.length = 0;
    });
    afterAll(() => server.close());
    const said = () => server.received.map(({ body }) => new URLSearchParams(body).get('Message'));
    /** The first so many requests get this answer, the others are taken. */
    const first = (count: number, answer: Parameters<TestServer['answer']>[0]) =>
      server.answer((request, response) => (server.received.length <= count ? answer : takes)(request, response));
    const silence = () => {};

    it('says the same once in five minutes, what is new at once', async () => {
      server.answer(takes);
      const topic = open(server.url);
      await Promise.all([topic.tell('1 look lost', 'signal'), topic.tell('2 looks lost', 'signal')]);
      await topic.tell('the table is gone', 'table');
      await topic.tell('a text is a cause');
      await topic.tell('a text is a cause');
      now += 5 * MINUTE - 1;
      await topic.tell('3 looks lost', 'signal');
      now += 1;
      await topic.tell('4 looks lost', 'signal');
      expect(said()).toEqual(['1 look lost', 'the table is gone', 'a text is a cause', '4 looks lost']);
      expect(server.received.every(signedByUs)).toBe(true);
    });

    it('says again what nobody heard', async () => {
      first(1, refuses(403, 'AuthorizationError'));
      const topic = open(server.url);
      const together = [topic.tell('help', 'signal'), topic.tell('help', 'signal')];
      for (const each of together)
        expect((await callError(each)).message).toBe(
          'the topic tocsin-shop-emergency in eu-west-1 takes no message: AWS does not allow it: the role or user lacks the permission',
        );
      await topic.tell('help', 'signal');
      expect(server.received).toHaveLength(2);
    });

    it.each([
      ['throttled', refuses(400, 'Throttling')],
      ['500', refuses(500, 'InternalError')],
      ['silent', silence],
    ])('tries again by itself: %s', async (_, answer) => {
      first(1, answer);
      await open(server.url).tell('help');
      expect(said()).toEqual(['help', 'help']);
    });

    it('gives up in time', async () => {
      server.answer(silence);
      const began = performance.now();
      const error = await callError(open(server.url, { patience: { call: 400, attempt: 150 } }).tell('help'));
      expect(performance.now() - began).toBeLessThan(10_000);
      expect([error.temporary, error.message]).toEqual([true, expect.stringContaining('SNS does not answer in time')]);
    });

    it('takes a text of any length, and no more than SNS does', async () => {
      server.answer(takes);
      await open(server.url).tell('😀'.repeat(200_000));
      expect(Buffer.byteLength(said().at(-1)!)).toBeLessThan(262_144);
      expect(Buffer.byteLength(said().at(-1)!)).toBeGreaterThan(100_000);
    });
  });
});
