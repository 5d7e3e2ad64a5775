import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { pagerduty } from '../../src/channels/pagerduty.ts';
import type { Deploy } from '../../src/core/deploy/deploy.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';
import { PagerDutyPeer } from '../support/peers/pagerduty.ts';
import { MONDAY } from '../support/plan.ts';
import { someDeploy } from '../support/store-samples.ts';

const schema = z.strictObject(pagerduty.shape);
const context = { now: MONDAY, timeout: 1_000, outbox: { put: async () => {} }, channel: 'pager' };

describe('pagerduty, as every channel', () => {
  channelContract(
    pagerduty as never,
    (endpoint) => schema.parse({ 'routing-key': SECRET, endpoint }),
    // PagerDuty applies a second trigger of the same key to the alert that is open.
    { key: ({ body }) => JSON.parse(body).dedup_key },
  );
});

describe('pagerduty', () => {
  let service: PagerDutyPeer;
  beforeEach(async () => {
    service = (await new PagerDutyPeer().open()) as PagerDutyPeer;
  });
  afterEach(() => service.close());
  const send = (more: Partial<Message> = {}, key = service.key) =>
    pagerduty.send(someMessage(more), schema.parse({ 'routing-key': key, endpoint: `${service.url}/` }), context);
  const states = () => service.alerts.map(({ state }) => state);
  const [acknowledge, escalate] = someMessage().offers;

  it('keeps deploys among the recent changes of the service: a change event, which rings nobody', async () => {
    const settings = schema.parse({ 'routing-key': service.key, endpoint: `${service.url}/` });
    const announce = (more: Partial<Deploy> = {}, at = settings) =>
      pagerduty.announce!(someDeploy({ url: 'https://ci.example.com/7', ...more }), at, { ...context, name: 'shop' });
    expect(await announce()).toMatchObject({ is: 'accepted' });
    expect(service.changes).toEqual([
      {
        routing_key: service.key,
        payload: {
          summary: 'shop: 1.8.3 of backend deployed by ada',
          timestamp: new Date(MONDAY).toISOString(),
          source: 'Tocsin',
          custom_details: { version: '1.8.3', by: 'ada' },
        },
        links: [{ href: 'https://ci.example.com/7', text: 'Deploy' }],
      },
    ]);
    expect(service.rung).toBe(0);
    for (const version of NAUGHTY) expect((await announce({ version: version || 'x' })).is).toBe('accepted');
    const wrong = schema.parse({ 'routing-key': 'f'.repeat(32), endpoint: service.url });
    expect(await announce({}, wrong)).toMatchObject({ is: 'permanent', credentials: true });
  });

  it('opens one alert that says what is broken, how badly, and where to read on and to answer', async () => {
    expect(await send()).toEqual({ is: 'accepted', ref: 'shop-1/1' });
    expect(service.events).toEqual([
      {
        routing_key: service.key,
        event_action: 'trigger',
        dedup_key: 'shop-1/1',
        client: 'Tocsin',
        client_url: 'https://tocsin.example.com/incidents/shop-1',
        links: [
          { href: 'https://tocsin.example.com/a/shop-1.1.ada.k', text: 'Acknowledge' },
          { href: 'https://tocsin.example.com/a/shop-1.1.ada.e', text: 'Escalate' },
          { href: 'https://tocsin.example.com/runbook/status', text: 'Runbook' },
        ],
        payload: {
          summary: someMessage().summary,
          source: 'shop-1',
          severity: 'critical',
          timestamp: new Date(MONDAY).toISOString(),
          custom_details: {
            title: someMessage().title,
            'First command': 'kubectl rollout status deployment/backend',
            Runbook: 'status',
          },
        },
      },
    ]);
  });

  it.each([
    ['P1', 'critical'],
    ['P2', 'error'],
    ['P3', 'warning'],
    ['P4', 'info'],
    [null, 'info'],
  ] as const)('says how bad %s is in its words', async (severity, expected) => {
    await send({ severity });
    expect(service.alerts[0]?.log[0]?.severity).toBe(expected);
  });

  it('rings once for a page and its repeats, and keeps news in the log of the same alert (E5)', async () => {
    await send();
    await send({ repeat: true });
    await send({ type: 'update', summary: 'shop: backend is suspected too.' });
    expect([service.rung, states()]).toEqual([1, ['triggered']]);
    expect(service.alerts[0]?.log.at(-1)?.summary).toBe('shop: backend is suspected too.');
  });

  it('stops ringing once somebody has acknowledged, and hears what follows (A2)', async () => {
    await send();
    await send({ type: 'update', offers: [escalate!], summary: 'shop: acknowledged by ada.' });
    expect([service.rung, states()]).toEqual([1, ['acknowledged']]);
    expect(service.alerts[0]?.log.at(-1)?.summary).toBe('shop: acknowledged by ada.');
  });

  it('rings again when paging begins anew after an acknowledgement, under the same key (A4)', async () => {
    await send();
    await send({ type: 'update', offers: [escalate!] });
    await send({ anew: true });
    expect([service.rung, states()]).toEqual([2, ['resolved', 'triggered']]);
    expect(new Set(service.alerts.map(({ key }) => key))).toEqual(new Set(['shop-1/1']));
  });

  it('is resolved with the incident (C2); what comes late opens nothing', async () => {
    await send();
    await send({ type: 'resolved', offers: [] });
    await send({ type: 'update', offers: [], summary: 'shop: late news.' });
    expect([service.rung, states()]).toEqual([1, ['resolved']]);
  });

  it('rings nobody for news of what was acknowledged, although the alert was closed there by hand', async () => {
    await send();
    service.alerts[0]!.state = 'resolved';
    await send({ type: 'update', offers: [escalate!] });
    expect(states()).toEqual(['resolved', 'acknowledged']);
    await send({ type: 'update', offers: [acknowledge!, escalate!] });
    expect(states()).toEqual(['resolved', 'acknowledged']);
  });

  it('takes the levels over only where its settings say so (E8)', () => {
    const can = (more: object) => pagerduty.abilities?.(schema.parse({ 'routing-key': service.key, ...more }));
    expect(can({})).toEqual({ wake: true, acknowledge: true, resolve: true, keeps: true });
    expect(can({ escalates: true })).toMatchObject({ wake: true, escalates: true });
  });

  it('asks for new credentials where the key is refused (E5), and shows none (W7)', async () => {
    for (const key of ['x'.repeat(31), 'x'.repeat(32)])
      expect(await send({}, key)).toEqual({
        is: 'permanent',
        why: 'answered 400: the routing key is refused',
        credentials: true,
      });
    service.answer((_request, response) => response.writeHead(400).end('{"errors":["no"]}'));
    expect(await send()).toEqual({ is: 'permanent', why: 'answered 400' });
  });

  it('has not paged before both events of a page that begins anew are taken', async () => {
    const peer = service;
    let calls = 0;
    peer.answer((_request, response) => response.writeHead(++calls === 1 ? 202 : 503).end('{}'));
    expect(await send({ anew: true })).toMatchObject({ is: 'temporary' });
    expect(calls).toBe(2);
    peer.answer((_request, response) => response.writeHead(429).end());
    expect(await send({ anew: true })).toMatchObject({ is: 'temporary' });
    expect(peer.received).toHaveLength(3);
  });

  it.each(NAUGHTY)('takes any text, within its limits and with nothing to obey: %j', async (text) => {
    const message: Partial<Message> = {
      title: text,
      summary: `shop: ${text}`,
      details: [{ label: text, text, href: 'https://shop.example.com/' }],
      offers: [{ ...acknowledge!, label: text }],
    };
    expect((await send(message)).is).toBe('accepted');
    const { summary, custom_details } = service.alerts[0]!.log[0]!;
    for (const shown of [summary, ...Object.values(custom_details)]) expect(shown).not.toMatch(OBEYED);
    expect(service.received[0]?.body).toContain(acknowledge!.href);
  });

  it('stays below 512 KB and keeps the links of the answers', async () => {
    const details = Array.from({ length: 400 }, (_, i) => ({ label: `evidence ${i}`, text: '🔔'.repeat(2_000) }));
    expect((await send({ details })).is).toBe('accepted');
    const body = service.received[0]!.body;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(512 * 1024);
    expect(Object.keys(service.alerts[0]!.log[0]!.custom_details).length).toBeGreaterThan(50);
    expect(body).toContain(acknowledge!.href);
  });
});
