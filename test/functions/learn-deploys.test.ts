import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { learnDeploys } from '../../functions/learn-deploys.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { githubDeploymentsOf } from '../../src/runtime/github-deployments.ts';
import { deployment, GithubDeploymentsServer, status } from '../support/github-deploys.ts';
import { MONDAY, shop } from '../support/plan.ts';

const github = new GithubDeploymentsServer();
beforeAll(() => github.open());
afterAll(() => github.close());
beforeEach(() => {
  github.broken = undefined;
  github.all = [];
  github.server.received.length = 0;
});

const ago = (ms: number) => new Date(MONDAY - ms).toISOString();
const clock = { now: () => MONDAY };

function installed(more: object = {}) {
  const { deploys } = memoryStores();
  const errors: string[] = [];
  const from = {
    api: github.server.url,
    repositories: { 'example/shop': ['backend'] },
    environment: 'production',
    token: '${secret:github}',
    ...more,
  };
  const look = learnDeploys({
    plan: () => ({ ...shop(), deploys: { github: from } }),
    clock,
    deploys,
    resolved: async (text) => text.replace('${secret:github}', 'ghp_token'),
    deployments: githubDeploymentsOf(clock),
    onError: (where, error) => errors.push(`${where}: ${(error as Error).message}`),
  });
  return { look, errors, deploys };
}

describe('deploys learnt from GitHub, by asking', () => {
  it('finds what succeeded within a day, and what another has replaced since', async () => {
    github.all = [
      { deployment: deployment(3, ago(MINUTE)), statuses: [status('in_progress', ago(MINUTE))] },
      { deployment: deployment(2, ago(HOUR)), statuses: [status('success', ago(HOUR - MINUTE))] },
      {
        deployment: deployment(1, ago(2 * HOUR)),
        statuses: [status('inactive', ago(HOUR)), status('success', ago(2 * HOUR)), status('queued', ago(2 * HOUR))],
      },
      { deployment: deployment(0, ago(2 * DAY)), statuses: [status('success', ago(2 * DAY))] },
      { deployment: deployment(9, ago(MINUTE), { environment: 'staging' }), statuses: [status('success', ago(0))] },
    ];
    const { look, errors, deploys } = installed();
    expect([await look(), errors]).toEqual([{ found: 2 }, []]);
    expect(await deploys.since(MONDAY - DAY)).toMatchObject([
      { id: 'github/example/shop/2', at: MONDAY - HOUR + MINUTE, monitors: ['backend'], by: 'octocat' },
      { id: 'github/example/shop/1', at: MONDAY - 2 * HOUR },
    ]);
  });

  it('asks about what it knows no more', async () => {
    github.all = [{ deployment: deployment(2, ago(HOUR)), statuses: [status('success', ago(HOUR))] }];
    const { look } = installed();
    expect([await look(), await look()]).toEqual([{ found: 1 }, { found: 0 }]);
    expect(github.server.received.map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      '/repos/example/shop/deployments',
      '/repos/example/shop/deployments/2/statuses',
      '/repos/example/shop/deployments',
    ]);
  });

  it('does not ask without a token', async () => {
    const { look } = installed({ token: undefined });
    expect([await look(), github.server.received]).toEqual([{ found: 0 }, []]);
  });

  it.each([
    [{ status: 401, body: '{"message":"Bad credentials ghp_token"}' }, /does not accept the token/],
    [{ status: 404, body: '{"message":"Not Found"}' }, /there is no example\/shop that the token may see/],
    [{ status: 500, body: 'oops' }, /GitHub answers 500/],
    [{ status: 200, body: '{"not":"a list"}' }, /GitHub answers no list for deployments\?/],
  ])('says what is wrong where GitHub answers %j, without the token', async (broken, why) => {
    github.broken = broken;
    const { look, errors, deploys } = installed();
    expect(await look()).toEqual({ found: 0 });
    expect(errors).toEqual([expect.stringMatching(why)]);
    expect(errors.join()).not.toContain('ghp_token');
    expect(await deploys.since(0)).toEqual([]);
  });
});
