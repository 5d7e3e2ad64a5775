import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { MINUTE } from '../../src/core/time/instant.ts';
import { pipeline } from '../../src/remedies/pipeline.ts';
import { MONDAY } from '../support/plan.ts';
import { remedyContract, SECRET } from '../support/remedy-contract.ts';
import { GitHubActions, WORKFLOW } from './github-actions.ts';

const schema = z.strictObject(pipeline.shape);
const settingsOf = (github: GitHubActions, more: object = {}) =>
  schema.parse({
    repository: 'example/shop',
    workflow: 'rollback.yaml',
    token: github.token,
    'api-url': github.server.url,
    inputs: { to: 'previous' },
    ...more,
  });
const MARKED = { 'key-input': 'tocsin' };

describe('pipeline, as every remedy', () => {
  remedyContract(pipeline as never, async () => {
    const github = await new GitHubActions().open();
    github.token = SECRET;
    return {
      settings: settingsOf(github, MARKED),
      mood: (to) => github.mood(to),
      // It looks before it acts; what is sent once is what writes.
      asked: () => github.posts.length,
      changes: () => github.changes,
      close: () => github.server.close(),
    };
  });
});

describe('pipeline remedy', () => {
  let github: GitHubActions;
  const grounds = { remedy: 'back', timeout: 2_000, now: MONDAY, incident: 'shop-1', failedAt: MONDAY - 60_000 };
  const planning = { ...grounds, key: 'shop-1/apply/g1/back' };
  const context = { ...planning, appliedAt: MONDAY };
  const plan = (more: object = {}) => pipeline.plan(settingsOf(github, more), planning);
  const planned = async (more: object = {}) => {
    const got = await plan(more);
    if (got.is !== 'planned') throw new Error(got.why);
    return got.intent;
  };
  const apply = async (more: object = {}, later: object = {}, intent = planned(more)) =>
    pipeline.apply(await intent, settingsOf(github, more), { ...context, ...later });
  beforeEach(async () => {
    github = await new GitHubActions().open();
  });
  afterEach(() => github.server.close());

  describe('plans', () => {
    it('what it would start, where, with what, and after which run', async () => {
      expect(await planned()).toMatchObject({
        summary: 'start rollback.yaml of example/shop on main',
        difference: ['inputs.to: previous'],
        target: 'rollback.yaml (example/shop)',
        facts: { repository: 'example/shop', workflow: 'rollback.yaml', branch: 'main', after: 41 },
      });
      expect(github.server.received.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
      expect(github.server.received[0]!.headers).toMatchObject({
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
      });
      expect((await planned({ inputs: { to: '1.8.1' } })).hash).not.toBe((await planned()).hash);
    });

    it.each([
      ['queued', 'run 42 is queued: https://github.com/example/shop/actions/runs/7001'],
      ['in_progress', 'run 42 is in progress: https://github.com/example/shop/actions/runs/7001'],
      ['waiting', 'run 42 waits for an approval of its environment in GitHub'],
    ])('nothing while a run is %s', async (status, why) => {
      github.began('push', 'Deploy', { status, conclusion: null });
      expect(await plan()).toEqual({ is: 'refused', why: expect.stringContaining(why) });
    });

    it('nothing where the workflow is off, or cannot be started by hand', async () => {
      github.state = 'disabled_manually';
      expect(await plan()).toMatchObject({ why: 'rollback.yaml is disabled by somebody: enable it in GitHub' });
      github.state = 'active';
      github.text = 'on: push # not workflow_dispatch';
      expect(await plan()).toMatchObject({
        why: 'rollback.yaml has no workflow_dispatch on main: GitHub would not start it',
      });
    });

    it('nothing where its run could not be told although the config wants that', async () => {
      github.text = WORKFLOW.replace(/run-name.*\n/, '');
      expect((await plan()).is).toBe('planned');
      expect(await plan(MARKED)).toMatchObject({
        why: expect.stringContaining('no run-name with inputs.tocsin on main'),
      });
    });

    it('also where the text of the workflow is not to be seen', async () => {
      github.text = undefined;
      expect((await plan(MARKED)).is).toBe('planned');
    });

    it.each([
      [401, {}, 'GitHub does not accept the token: Nope'],
      [404, {}, 'there is no rollback.yaml in example/shop that the token may see: Nope'],
      [403, {}, 'the token may not do this in example/shop: Nope'],
      [403, { 'retry-after': '90' }, "GitHub's rate limit is used up: again in 90 s"],
      [429, {}, "GitHub's rate limit is used up"],
      [
        403,
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(MONDAY / 1_000 + 720) },
        "GitHub's rate limit is used up: again in 12 min",
      ],
      [500, {}, 'GitHub answers 500'],
      [200, {}, 'GitHub answers something that is not of its documented shape'],
    ])('nothing on %d %j, in words', async (status, headers, why) => {
      github.answers(status, { message: 'Nope' }, headers);
      expect(await plan()).toEqual({ is: 'refused', why });
    });
  });

  describe('applies', () => {
    it('by one dispatch in the documented shape, and keeps the name of its run', async () => {
      expect(await apply(MARKED)).toEqual({ is: 'applied', ref: '7001' });
      const [post] = github.posts;
      expect(post!.path).toBe('/repos/example/shop/actions/workflows/rollback.yaml/dispatches');
      expect(JSON.parse(post!.body)).toEqual({
        ref: 'main',
        inputs: { to: 'previous', tocsin: expect.stringMatching(/^shop-1-[0-9a-f]{12}$/) },
        return_run_details: true,
      });
    });

    it('where GitHub names no run, too', async () => {
      github.names = false;
      expect(await apply()).toEqual({ is: 'applied' });
      expect(JSON.parse(github.posts[0]!.body).inputs).toEqual({ to: 'previous' });
    });

    it('asks a server of GitHub Enterprise for no more than it knows', async () => {
      const server = { 'api-url': `${github.server.url}/api/v3` };
      await apply(server);
      expect(github.posts[0]!.path).toMatch(/^\/api\/v3\/repos\//);
      expect(JSON.parse(github.posts[0]!.body)).toEqual({ ref: 'main', inputs: { to: 'previous' } });
    });

    it('what GitHub refuses is refused, in its words', async () => {
      expect(await apply({ inputs: { too: 'x' } })).toEqual({
        is: 'refused',
        why: 'GitHub does not start rollback.yaml: Unexpected inputs provided: ["too"]',
      });
      expect(github.changes).toBe(0);
    });

    it('not where a run began, or the config changed, since it was planned', async () => {
      const intent = planned();
      await intent;
      expect(await apply({ inputs: { to: 'x' } }, {}, intent)).toMatchObject({ is: 'refused' });
      github.began('push', 'Deploy 1.8.4');
      expect(await apply({}, {}, intent)).toEqual({
        is: 'refused',
        why: 'run 42 of rollback.yaml began since it was planned',
      });
      expect(github.posts).toEqual([]);
    });

    it('not again where an earlier run is done once more meanwhile', async () => {
      const intent = await planned();
      github.runs[0]!.status = 'in_progress';
      expect(await apply({}, {}, Promise.resolve(intent))).toMatchObject({ is: 'refused' });
      expect(github.posts).toEqual([]);
    });

    it('never twice without a mark either: what may be its run is left to be read (G5)', async () => {
      github.names = false;
      const intent = planned();
      await intent;
      expect((await apply({}, {}, intent)).is).toBe('applied');
      expect(await apply({}, {}, intent)).toEqual({
        is: 'unknown',
        why: 'run 42 of rollback.yaml may be this one, begun before',
      });
      expect(github.posts).toHaveLength(1);
    });

    it('never long after it was begun: GitHub shows a new run late (G5)', async () => {
      expect(await apply(MARKED, { now: MONDAY + MINUTE })).toEqual({
        is: 'unknown',
        why: 'it was begun before, and no run of it is seen yet',
      });
      expect(github.posts).toEqual([]);
    });
  });

  describe('verifies', () => {
    const verify = async (more: object = {}, told: object = {}) =>
      pipeline.verify(await intent, settingsOf(github, more), { ...context, ...told });
    let intent: ReturnType<typeof planned>;
    beforeEach(async () => {
      intent = planned();
      await intent;
    });

    it('the run that GitHub named, whatever else began', async () => {
      github.becomes = { status: 'queued', conclusion: null };
      const ours = github.began();
      github.began();
      expect(await verify({}, { ref: '7001' })).toEqual({
        is: 'pending',
        text: 'run 42 is queued: https://github.com/example/shop/actions/runs/7001',
      });
      Object.assign(ours, { status: 'completed', conclusion: 'success' });
      expect(await verify({}, { ref: '7001' })).toEqual({ is: 'healthy' });
    });

    it('a failure by its job, its step and its address', async () => {
      github.began('workflow_dispatch', '', { conclusion: 'failure' });
      github.jobs = [
        { name: 'lint', conclusion: 'success', steps: [] },
        {
          name: 'deploy',
          conclusion: 'failure',
          steps: [
            { name: 'Checkout', conclusion: 'success' },
            { name: 'Roll out', conclusion: 'failure' },
          ],
        },
      ];
      expect(await verify()).toEqual({
        is: 'failed',
        why: 'run 42 failed at "deploy", step "Roll out": https://github.com/example/shop/actions/runs/7001',
      });
    });

    it.each([
      ['cancelled', 'run 42 was cancelled: '],
      ['timed_out', 'run 42 took too long: '],
      ['skipped', 'run 42 was skipped: it did nothing: '],
      ['stale', 'run 42 ended with stale: '],
    ])('%s as failed', async (conclusion, why) => {
      github.began('workflow_dispatch', '', { conclusion });
      expect(await verify()).toEqual({ is: 'failed', why: expect.stringContaining(why) });
    });

    it('a lost apply by its mark, and no other run', async () => {
      const marked = planned(MARKED);
      await marked;
      github.mood('swallows');
      expect((await apply(MARKED, {}, marked)).is).toBe('unknown');
      github.mood('well');
      github.began('workflow_dispatch', 'Roll back (by hand)', { conclusion: 'failure' });
      expect(await verify(MARKED)).toEqual({ is: 'healthy' });
    });

    it('a lost apply without a mark where one run only may be it; among several it guesses nothing', async () => {
      expect(await verify()).toEqual({ is: 'pending', text: 'no run of it has begun yet' });
      github.began('push', 'Deploy');
      github.began('workflow_dispatch', '', { head_branch: 'next' });
      github.began('workflow_dispatch', '', { created_at: '2026-01-01T00:00:00Z' });
      expect(await verify()).toEqual({
        is: 'pending',
        text: 'runs 42, 43 and 44 began since; none looks like ours',
      });
      github.began();
      expect(await verify()).toEqual({ is: 'healthy' });
      github.began();
      expect(await verify()).toEqual({
        is: 'pending',
        text: 'runs 45 and 46 began since: which of them is ours cannot be told',
      });
    });

    it('only by reading', () => expect(github.posts).toEqual([]));
  });
});
