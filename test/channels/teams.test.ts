import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { teams } from '../../src/channels/teams.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';
import { TeamsPeer } from '../support/peers/teams.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(teams.shape);
const context = { now: MONDAY, timeout: 1_000, outbox: { put: async () => {} }, channel: 'teams' };

describe('teams, as every channel', () => {
  channelContract(teams as never, (url) => schema.parse({ webhook: `${url}/workflows/x?sig=${SECRET}` }), {
    // A workflow drops no doubles: the words say it.
    marked: ({ body }) => body.includes('Repeat, may have reached you before'),
  });
});

describe('teams', () => {
  let workflow: TeamsPeer;
  beforeEach(async () => {
    workflow = (await new TeamsPeer().open()) as TeamsPeer;
  });
  afterEach(() => workflow.close());
  const send = (more: Partial<Message> = {}, webhook = workflow.webhook) =>
    teams.send(someMessage(more), schema.parse({ webhook }), context);
  const texts = () => workflow.cards[0]!.body.flatMap(({ inlines }) => inlines.map(({ text }) => text));
  const buttons = () => workflow.cards[0]!.actions.map(({ title, url }) => [title, url]);

  it('is a card that says what is broken, what to do, and has a button for every answer', async () => {
    expect(await send()).toEqual({ is: 'accepted' });
    expect(texts()).toEqual([
      someMessage().title,
      someMessage().summary,
      'First command\n',
      'kubectl rollout status deployment/backend',
      'Runbook\n',
      'status',
    ]);
    expect(buttons()).toEqual([
      ['Acknowledge', 'https://tocsin.example.com/a/shop-1.1.ada.k'],
      ['Escalate', 'https://tocsin.example.com/a/shop-1.1.ada.e'],
      ['Open the incident', 'https://tocsin.example.com/incidents/shop-1'],
      ['Runbook', 'https://tocsin.example.com/runbook/status'],
    ]);
    const [command] = workflow.cards[0]!.body.flatMap(({ inlines }) => inlines.filter(({ fontType }) => fontType));
    expect(command).toMatchObject({ text: 'kubectl rollout status deployment/backend', fontType: 'Monospace' });
  });

  it('has no button without an address, and six at most, the one to the incident among them', async () => {
    await send({ offers: [], details: [], link: undefined } as never);
    expect(buttons()).toEqual([]);
    workflow.cards.splice(0);
    const offers = Array.from({ length: 9 }, (_, i) => ({
      action: 'approve' as const,
      label: `Approve ${i}`,
      href: `https://tocsin.example.com/a/${i}`,
    }));
    await send({ offers });
    expect(buttons()).toHaveLength(6);
    expect(buttons()[5]?.[0]).toBe('Open the incident');
  });

  it.each([401, 403, 404, 410])('asks for another address on %d: it is its own credentials (E5)', async (status) => {
    workflow.answer((_request, response) => response.writeHead(status).end(SECRET));
    expect(await send()).toEqual({
      is: 'permanent',
      why: `answered ${status}: the workflow's address is refused`,
      credentials: true,
    });
  });

  it("does not take a connector's 200 for a yes that says no", async () => {
    workflow.answer((_request, response) =>
      response.writeHead(200).end('Webhook message delivery failed with error: Microsoft Teams endpoint returned 429'),
    );
    expect((await send()).is).toBe('temporary');
  });

  it.each(NAUGHTY)('takes any text as text: no Markdown, no link, nothing to obey: %j', async (text) => {
    const offers = [{ ...someMessage().offers[0]!, label: text }];
    const details = [{ label: text, text, is: 'command' as const }];
    expect((await send({ title: text, summary: text, offers, details })).is).toBe('accepted');
    for (const shown of [...texts(), ...buttons().map(([title]) => title!)]) expect(shown).not.toMatch(OBEYED);
    expect(buttons()[0]?.[1]).toBe(someMessage().offers[0]!.href);
  });

  it('stays below 28 KB and keeps the buttons', async () => {
    const details = Array.from({ length: 60 }, (_, i) => ({ label: `evidence ${i}`, text: '\u202e"🔔'.repeat(500) }));
    expect((await send({ summary: '\u202e"🔔'.repeat(2_000), details })).is).toBe('accepted');
    expect(buttons()[0]?.[0]).toBe('Acknowledge');
    expect(workflow.cards[0]!.body.length).toBeGreaterThan(4);
  });
});
