import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { jira } from '../../src/channels/jira.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';
import { JiraPeer } from '../support/peers/jira.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(jira.shape);
const context = { now: MONDAY, timeout: 5_000, outbox: { put: async () => {} }, channel: 'desk' };
const SITE = { site: 'example.atlassian.net', project: 'SUP' };

describe('jira, as every channel', () => {
  channelContract(jira as never, (endpoint) => schema.parse({ ...SITE, user: SECRET, token: SECRET, endpoint }), {
    before: ({ path }) => (path === '/rest/api/3/search/jql' ? '{"issues":[]}' : undefined),
    marked: ({ body }) => body.includes('Repeat, may have reached you'),
  });
});

describe('jira', () => {
  let site: JiraPeer;
  beforeEach(async () => {
    site = (await new JiraPeer().open()) as JiraPeer;
  });
  afterEach(() => site.close());
  const send = (more: Partial<Message> = {}, settings: Record<string, unknown> = {}) =>
    jira.send(
      someMessage(more),
      schema.parse({ ...SITE, user: 'ada@example.com', token: 'token', endpoint: `${site.url}/`, ...settings }),
      context,
    );
  const update = { type: 'update', key: 'shop-1/tell/2', summary: 'shop: ada has it.' } as const;
  const end = { type: 'resolved', key: 'shop-1/tell/3', summary: 'shop: recovered.' } as const;

  it('makes one issue: the sentence, the command to copy, the runbook, the incident', async () => {
    expect(await send({}, { labels: ['outage'] })).toEqual({ is: 'accepted', ref: 'SUP-1' });
    const { fields } = site.issues[0]!;
    expect(fields).toMatchObject({
      project: { key: 'SUP' },
      issuetype: { name: 'Task' },
      summary: someMessage().title,
      labels: ['outage', expect.stringMatching(/^tocsin-[0-9a-f]{24}$/)],
    });
    expect(fields.description.content).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: someMessage().summary }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'First command', marks: [{ type: 'strong' }] }] },
      {
        type: 'codeBlock',
        attrs: { language: 'shell' },
        content: [{ type: 'text', text: 'kubectl rollout status deployment/backend' }],
      },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Runbook: ', marks: [{ type: 'strong' }] },
          {
            type: 'text',
            text: 'status',
            marks: [{ type: 'link', attrs: { href: 'https://tocsin.example.com/runbook/status' } }],
          },
        ],
      },
      {
        type: 'paragraph',
        content: [
          {
            type: 'text',
            text: 'Timeline, people and answers',
            marks: [{ type: 'link', attrs: { href: 'https://tocsin.example.com/incidents/shop-1' } }],
          },
        ],
      },
    ]);
  });

  it("shows nobody another reader's signed links", async () => {
    await send();
    await send(update);
    expect(JSON.stringify(site.issues)).not.toContain('/a/shop-1.1.ada');
  });

  it('comments on what comes later, and is done in the end (C2)', async () => {
    await send();
    expect(await send({ ...update, earlier: 'SUP-1' })).toEqual({ is: 'accepted', ref: 'SUP-1' });
    expect(await send({ ...end, earlier: 'SUP-1' })).toEqual({ is: 'accepted', ref: 'SUP-1' });
    const [issue] = site.issues;
    expect([issue!.status, issue!.comments.length, site.issues.length]).toEqual(['done', 2, 1]);
    expect(site.calls.filter((call) => call.includes('search'))).toHaveLength(1);
  });

  it('finds the issue of an earlier try of which nobody knows (E5)', async () => {
    await send();
    expect(await send({ repeat: true })).toEqual({ is: 'accepted', ref: 'SUP-1' });
    await send(update);
    expect([site.issues.length, site.issues[0]!.comments.length]).toEqual([1, 2]);
    await send({ thread: 'shop-1/2' });
    expect(site.issues).toHaveLength(2);
  });

  it('takes up no issue that is done, nor that of another Tocsin with incidents of the same name', async () => {
    await send();
    await send({ link: 'https://tocsin.staging.example.com/incidents/shop-1' });
    expect(site.issues).toHaveLength(2);
    site.issues[0]!.status = 'done';
    await send();
    expect(site.issues).toHaveLength(3);
  });

  it('makes another one where the issue was deleted', async () => {
    expect(await send({ ...update, earlier: 'SUP-9' })).toEqual({ is: 'accepted', ref: 'SUP-1' });
    expect(await send({ ...end, earlier: 'SUP-9' })).toMatchObject({ is: 'permanent', why: 'answered 404' });
  });

  it('has nothing to end where nothing was begun', async () => {
    expect(await send(end)).toEqual({ is: 'accepted' });
    expect(site.calls).toEqual(['POST /rest/api/3/search/jql']);
  });

  it('gives the resolution that a workflow demands; what is done already stays so', async () => {
    site.demandsResolution = true;
    await send();
    expect((await send({ ...end, earlier: 'SUP-1' })).is).toBe('accepted');
    expect([site.issues[0]!.status, site.issues[0]!.resolution]).toEqual(['done', '7']);
    expect((await send({ ...end, earlier: 'SUP-1', repeat: true })).is).toBe('accepted');
    expect(site.calls.filter((call) => call.endsWith('/transitions'))).toHaveLength(1);
  });

  it('says so where the workflow leads nowhere', async () => {
    site.canBeDone = false;
    await send();
    expect(await send({ ...end, earlier: 'SUP-1' })).toEqual({
      is: 'permanent',
      why: 'no transition leads SUP-1 to a status that is done',
    });
  });

  it('is done although the last words cannot be added, and adds them later where they can (C2)', async () => {
    await send();
    site.fail['POST /rest/api/3/issue/KEY/comment'] = (response) => response.writeHead(403).end();
    expect(await send({ ...end, earlier: 'SUP-1' })).toEqual({ is: 'accepted', ref: 'SUP-1' });
    site.fail['POST /rest/api/3/issue/KEY/comment'] = (response) => response.writeHead(503).end();
    expect((await send({ ...end, earlier: 'SUP-1' })).is).toBe('temporary');
    expect(site.issues[0]!.status).toBe('done');
  });

  it('tries again where the question for an issue gets no answer: nothing was sent (E5)', async () => {
    site.fail['POST /rest/api/3/search/jql'] = (response) => response.destroy();
    expect(await send()).toEqual({ is: 'temporary', why: expect.any(String) });
    site.fail['GET /rest/api/3/issue/KEY'] = (response) => response.destroy();
    site.issues.push({ key: 'SUP-1', fields: {} as never, comments: [], status: 'new' });
    expect((await send({ ...end, earlier: 'SUP-1' })).is).toBe('temporary');
    expect(site.issues[0]!.comments).toEqual([]);
  });

  it('makes an issue although the search is refused: rather a second one than none', async () => {
    site.fail['POST /rest/api/3/search/jql'] = (response) => response.writeHead(410).end();
    expect(await send()).toEqual({ is: 'accepted', ref: 'SUP-1' });
    expect(await send(end)).toMatchObject({ is: 'permanent' });
  });

  it('shows a token by itself as bearer, and says when it is refused', async () => {
    expect(await send({}, { token: 'old' })).toMatchObject({ is: 'permanent', credentials: true });
    site.authorization = 'Bearer token';
    expect((await send({}, { user: undefined })).is).toBe('accepted');
  });

  it('leaves out the last facts where there is too much to tell', async () => {
    const details = Array.from({ length: 12 }, (_, i) => ({ label: `fact ${i}`, text: 'x\n'.repeat(500) }));
    expect((await send({ details })).is).toBe('accepted');
    const text = JSON.stringify(site.issues[0]!.fields.description);
    expect(text).toContain('fact 0');
    expect(text).not.toContain('fact 11');
    expect(text).toContain(someMessage().link);
  });

  it.each(NAUGHTY)('%j is text and nothing else, within the limits', async (text) => {
    const details = [
      { label: text, text, href: text },
      { label: text, text, is: 'command' as const },
      { label: 'a', text, href: 'https://a.example/' },
    ];
    expect((await send({ title: text, summary: text, details })).is).toBe('accepted');
    expect((await send({ ...update, summary: text, details })).is).toBe('accepted');
    const [issue] = site.issues;
    expect(JSON.stringify(issue!.fields)).not.toMatch(OBEYED);
    const links = JSON.stringify(issue).match(/"href":"[^"]*"/g) ?? [];
    expect(new Set(links)).toEqual(
      new Set(['"href":"https://a.example/"', '"href":"https://tocsin.example.com/incidents/shop-1"']),
    );
  });
});
