import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { githubIssue } from '../../src/channels/github-issue.ts';
import type { Message } from '../../src/core/message/message.ts';
import { channelContract, SECRET, someMessage } from '../support/channel-contract.ts';
import { NAUGHTY, OBEYED } from '../support/naughty.ts';
import { GitHubIssuesPeer } from '../support/peers/github-issues.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(githubIssue.shape);
const context = { now: MONDAY, timeout: 5_000, outbox: { put: async () => {} }, channel: 'repo' };

describe('github-issue, as every channel', () => {
  channelContract(
    githubIssue as never,
    (endpoint) => schema.parse({ repository: 'example/shop', token: SECRET, endpoint }),
    {
      before: ({ method }) => (method === 'GET' ? '[]' : undefined),
      marked: ({ body }) => body.includes('Repeat, may have reached you'),
    },
  );
});

describe('github-issue', () => {
  let github: GitHubIssuesPeer;
  beforeEach(async () => {
    github = (await new GitHubIssuesPeer().open()) as GitHubIssuesPeer;
  });
  afterEach(() => github.close());
  const send = (more: Partial<Message> = {}, settings: Record<string, unknown> = {}) =>
    githubIssue.send(
      someMessage(more),
      schema.parse({ repository: 'example/shop', token: github.token, endpoint: github.url, ...settings }),
      context,
    );
  const update = { type: 'update', key: 'shop-1/tell/2', summary: 'shop: ada has it.' } as const;
  const end = { type: 'resolved', key: 'shop-1/tell/3', summary: 'shop: recovered.' } as const;

  it('makes one issue, which shows nobody another reader’s signed links', async () => {
    expect(await send({}, { labels: ['outage', 'shop'] })).toEqual({ is: 'accepted', ref: '1' });
    const [issue] = github.issues;
    expect(issue).toMatchObject({ title: someMessage().title, labels: ['outage', 'shop'], state: 'open' });
    expect(issue!.body).toMatch(
      /^shop: application completely down[\s\S]*```sh\nkubectl rollout status deployment\/backend\n```[\s\S]*<!-- tocsin-[0-9a-f]{24} -->$/,
    );
    expect(issue!.body).toContain('[Timeline, people and answers](https://tocsin.example.com/incidents/shop-1)');
    expect(issue!.body).not.toContain('/a/shop-1.1.ada');
  });

  it('comments on what comes later, and closes it in the end (C2)', async () => {
    await send();
    expect(await send({ ...update, earlier: '1' })).toEqual({ is: 'accepted', ref: '1' });
    expect(await send({ ...end, earlier: '1' })).toEqual({ is: 'accepted', ref: '1' });
    const [issue] = github.issues;
    expect([issue!.state, github.issues.length]).toEqual(['closed', 1]);
    expect(issue!.comments.map((comment) => comment.split('\n')[0])).toEqual([update.summary, end.summary]);
    expect(github.calls.filter((call) => call === 'GET /issues')).toHaveLength(1);
  });

  it('finds the issue of an earlier try of which nobody knows, among others and with no words of their own (E5)', async () => {
    github.add(null);
    await send();
    for (let n = 0; n < 20; n++) github.add('other');
    expect(await send({ repeat: true })).toEqual({ is: 'accepted', ref: '2' });
    expect(await send({ thread: 'shop-1/2' })).toEqual({ is: 'accepted', ref: '23' });
  });

  it('looks among those with its own label where it has one', async () => {
    await send({}, { labels: ['outage'] });
    for (let n = 0; n < 40; n++) github.add('other');
    expect(await send({ repeat: true }, { labels: ['outage'] })).toEqual({ is: 'accepted', ref: '1' });
  });

  it('takes up no issue that is closed, and makes another where one was deleted', async () => {
    await send();
    github.issues[0]!.state = 'closed';
    expect(await send()).toEqual({ is: 'accepted', ref: '2' });
    expect(await send({ ...update, earlier: '9' })).toEqual({ is: 'accepted', ref: '3' });
    expect((await send({ ...end, earlier: '9' })).is).toBe('permanent');
  });

  it('tries again where the list gets no answer, or is none: nothing was sent (E5)', async () => {
    for (const broken of [
      (response: ServerResponse) => void response.destroy(),
      (response: ServerResponse) => void response.end('<html>'),
    ]) {
      github.fail['GET /issues'] = broken;
      expect(await send()).toEqual({ is: 'temporary', why: expect.any(String) });
    }
    expect(github.issues).toEqual([]);
  });

  const seconds = (from: number) => String(Math.floor((MONDAY + from) / 1000));
  it.each<[number, Record<string, string>, string, string, number | undefined]>([
    [403, { 'retry-after': '30' }, '', 'temporary', 30_000],
    [429, { 'retry-after': '30' }, '', 'temporary', 30_000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(40_000) }, '', 'temporary', 40_000],
    [429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(40_000) }, '', 'temporary', 40_000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(-9_000) }, '', 'temporary', 1_000],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9'.repeat(20) }, '', 'temporary', 86_400_000],
    [403, {}, 'You have exceeded a secondary rate limit.', 'temporary', 60_000],
    [429, {}, '', 'temporary', undefined],
    [403, { 'x-ratelimit-remaining': '4999' }, 'Resource not accessible by token', 'permanent', undefined],
    [410, {}, 'Issues are disabled for this repo', 'permanent', undefined],
    [422, {}, 'Validation Failed', 'permanent', undefined],
    [503, {}, '', 'temporary', undefined],
  ])('%i %j "%s" is %s (E5)', async (status, headers, message, is, wait) => {
    github.fail['POST /issues'] = (response) =>
      void response.writeHead(status, headers).end(JSON.stringify({ message: `${message} ${SECRET}` }));
    const got = await send();
    expect(got).toMatchObject({ is, ...(wait !== undefined && { retryAt: MONDAY + wait }) });
    expect(JSON.stringify(got)).not.toContain(SECRET);
  });

  it('says when the token is refused', async () => {
    expect(await send({}, { token: 'old' })).toMatchObject({ is: 'permanent', credentials: true });
  });

  it.each(NAUGHTY)('takes %j within its limits', async (text) => {
    const details = [
      { label: text, text, href: text },
      { label: text, text, is: 'command' as const },
    ];
    expect((await send({ title: text, summary: text, details })).is).toBe('accepted');
    expect((await send({ ...update, summary: text, details, earlier: '1' })).is).toBe('accepted');
    expect(JSON.stringify(github.issues)).not.toMatch(OBEYED);
    expect(await send({ repeat: true })).toEqual({ is: 'accepted', ref: '1' });
  });
});
