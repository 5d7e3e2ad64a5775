import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { RemedyIntent } from '../../src/core/remedy/remedy.ts';
import type { RemedyContext } from '../../src/remedies/define.ts';
import { pipeline } from '../../src/remedies/pipeline.ts';
import { MONDAY } from '../support/plan.ts';
import { remedyContract } from '../support/remedy-contract.ts';
import { GitHubActions } from './github-actions.ts';

const context: RemedyContext = {
  remedy: 'undo',
  timeout: 2_000,
  now: MONDAY,
  incident: 'shop-1',
  key: 'shop-1/apply/g1/undo',
  failedAt: MONDAY - 60_000,
};

describe('pipeline, as every remedy', () => {
  remedyContract(pipeline as never, GitHubActions.open);
});

describe('a pipeline', () => {
  let github: GitHubActions;
  beforeEach(async () => {
    github = await GitHubActions.open();
  });
  afterEach(() => github.close());

  const settings = (more: object = {}) =>
    z.strictObject(pipeline.shape).parse({ ...github.settings, apart: '60m', ...more });
  const bare = () => {
    const { 'key-input': _, ...rest } = settings();
    return rest;
  };
  async function planned(from = settings()): Promise<RemedyIntent> {
    const got = await pipeline.plan(from, context);
    if (got.is !== 'planned') throw new Error(got.why);
    return got.intent;
  }

  it('says what it would start, with which inputs', async () => {
    expect(await planned()).toMatchObject({
      summary: 'run rollback.yaml of example/shop on main',
      difference: ['inputs.reason: tocsin'],
    });
  });

  it('is followed by the number that GitHub gives, to the job and step that failed', async () => {
    github.conclusion = null;
    const intent = await planned();
    const applied = await pipeline.apply(intent, settings(), context);
    expect(applied).toEqual({ is: 'applied', receipt: { run: 500 } });
    const after = { ...context, appliedAt: MONDAY, receipt: { run: 500 } };
    github.begin('by hand');
    expect(await pipeline.verify(intent, settings(), after)).toEqual({ is: 'pending', text: 'run 500 is in progress' });
    const run = github.runs.find(({ id }) => id === 500)!;
    Object.assign(run, { status: 'completed', conclusion: 'failure' });
    github.jobs = [
      { name: 'build', conclusion: 'success', steps: [] },
      { name: 'deploy', conclusion: 'failure', steps: [{ name: 'Push image', conclusion: 'failure' }] },
    ];
    expect(await pipeline.verify(intent, settings(), after)).toEqual({
      is: 'failed',
      why: 'run 500 ended with failure at "deploy", step "Push image": https://github.com/example/shop/actions/runs/500',
    });
  });

  it('whose answer was lost is found by its key, or as the only run that can be it (G5)', async () => {
    const intent = await planned();
    github.mood('swallows');
    expect(await pipeline.apply(intent, settings(), context)).toMatchObject({ is: 'unknown' });
    github.mood('well');
    const after = { ...context, appliedAt: MONDAY };
    expect(await pipeline.verify(intent, settings(), after)).toEqual({ is: 'healthy' });
    expect(await pipeline.verify(intent, bare(), after)).toEqual({ is: 'healthy' });
    github.begin('by hand');
    expect(await pipeline.verify(intent, bare(), after)).toEqual({
      is: 'pending',
      text: '2 runs may be the one that was started: a key-input would tell them apart',
    });
  });

  it('takes no run of before for its own', async () => {
    github.begin('by hand');
    const intent = await planned(bare() as never);
    expect(await pipeline.verify(intent, bare(), { ...context, appliedAt: MONDAY })).toEqual({
      is: 'pending',
      text: 'no run is there yet',
    });
  });

  it('is started once by an API that does not know how to tell the run', async () => {
    github.tells = 'refuses';
    expect(await pipeline.apply(await planned(), settings(), context)).toEqual({ is: 'applied' });
    expect(github.changes()).toBe(1);
    const [first, second] = github.server.received
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => JSON.parse(body));
    expect(first).toEqual({ ...second, return_run_details: true });
    expect(second).toEqual({ ref: 'main', inputs: { reason: 'tocsin', tocsin: context.key } });
  });

  it.each([
    [401, {}, 'GitHub does not accept the token: it expired or was revoked: Bad credentials'],
    [403, {}, 'the token may not write Actions of example/shop: Bad credentials'],
    [403, { 'retry-after': '60' }, 'GitHub’s rate limit for the token is used up'],
    [404, {}, 'there is no example/shop that the token may see, or no such workflow in it: Bad credentials'],
  ])('is refused in words on %d %j', async (status, headers, why) => {
    github.server.answer((_request, response) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end('{"message":"Bad credentials"}'),
    );
    expect(await pipeline.plan(settings(), context)).toEqual({ is: 'refused', why });
  });

  it('is not started while a run of it is under way, or after somebody started one meanwhile', async () => {
    const intent = await planned();
    github.begin('by hand');
    expect(await pipeline.apply(intent, settings(), context)).toEqual({
      is: 'refused',
      why: 'somebody started rollback.yaml meanwhile',
    });
    github.begin('by hand', 'queued');
    expect(await pipeline.plan(settings(), context)).toMatchObject({
      why: expect.stringContaining('under way already'),
    });
    expect(github.changes()).toBe(0);
  });
});
