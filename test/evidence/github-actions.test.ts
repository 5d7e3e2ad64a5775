import { describe, expect, it } from '@jest/globals';
import { githubActions } from '../../src/evidence/github-actions.ts';
import { CANARY, collect, evidenceContract, linesIn, whyIn } from '../support/evidence-contract.ts';
import { type FakeRun, githubPeer } from '../support/peers/github.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';

const keep = kept();
evidenceContract(githubActions, (url) => ({ repository: 'example/shop', 'api-url': url, token: CANARY }));

const TOKEN = 'ghp_token-of-tocsin';
const deploy = (updatedAt: string, more: Partial<FakeRun> = {}): FakeRun => ({
  conclusion: 'success',
  path: '.github/workflows/deploy.yml@refs/heads/main',
  startedAt: '2026-07-01T11:40:00Z',
  updatedAt: `2026-07-01T${updatedAt}Z`,
  ...more,
});
const asked = async (runs: readonly FakeRun[], settings: object = {}) => {
  const { url } = await keep(githubPeer(runs));
  return collect(githubActions, { repository: 'example/shop', 'api-url': url, token: TOKEN, ...settings });
};

// It failed at 11:57.
describe('evidence from GitHub Actions', () => {
  it('tells a deploy that ended shortly before it failed', async () => {
    const got = await asked([deploy('11:54:00')]);
    expect(got.sentence).toBe('deploy.yml #500 succeeded at 11:54, 3 min before it failed');
    expect(linesIn(got)).toEqual([
      'deploy.yml #500 succeeded at 11:54, 3 min before https://github.com/example/shop/actions/runs/7000',
    ]);
  });

  it('tells one that still runs, and one that failed', async () => {
    const running = await asked([deploy('11:59:00', { status: 'in_progress' })]);
    expect(running.sentence).toBe('deploy.yml #500 has been running since 11:40');
    const failed = await asked([deploy('11:50:00', { conclusion: 'failure' })]);
    expect(failed.sentence).toBe('deploy.yml #500 failed at 11:50, 7 min before it failed');
  });

  it.each([
    ['long before', [deploy('11:20:00', { startedAt: '2026-07-01T11:10:00Z' })]],
    ['after it failed', [deploy('11:59:00', { startedAt: '2026-07-01T11:58:00Z' })]],
    ['that was skipped', [deploy('11:54:00', { conclusion: 'skipped' })]],
    ['of something else', [deploy('11:54:00', { path: '.github/workflows/tests.yml' })]],
  ])('tells none %s, and lists it all the same', async (_, runs) => {
    const got = await asked(runs);
    expect(got.sentence).toBeUndefined();
    expect(linesIn(got)).toHaveLength(1);
  });

  it('takes for deploys what the config names', async () => {
    const runs = [deploy('11:54:00', { path: '.github/workflows/ship.yaml' }), deploy('11:53:00')];
    expect((await asked(runs)).sentence).toContain('deploy.yml #499');
    expect((await asked(runs, { deploys: ['ship.yaml'] })).sentence).toContain('ship.yaml #500');
  });

  it('has the failing job and step of the last bad run, and a few runs only', async () => {
    const bad: FakeRun = deploy('11:30:00', {
      conclusion: 'failure',
      jobs: [
        {
          name: 'roll out',
          conclusion: 'failure',
          steps: [{ name: 'kubectl apply', conclusion: 'failure' }],
          log: '2026-07-01T08:59:00.1234567Z ##[error]error: no such image\n',
        },
      ],
    });
    const got = await asked([deploy('11:56:00'), bad, ...Array.from({ length: 9 }, () => deploy('10:00:00'))]);
    expect(linesIn(got)).toHaveLength(6);
    expect(linesIn(got).at(-1)).toBe(
      'deploy.yml #499 failed at "roll out", step "kubectl apply": error: no such image',
    );
  });

  it('says that a branch has no runs', async () => {
    const got = await asked([], { branch: 'trunk' });
    expect(linesIn(got)).toEqual(['no run on trunk']);
    expect(got.missing).toBeUndefined();
  });

  it('says what a refusal means, in words', async () => {
    expect(whyIn(await asked([], { token: 'ghp_another-token' }))).toContain('GitHub does not accept the token');
    const limited = await keep(
      httpPeer((_, response) => void response.writeHead(403, { 'x-ratelimit-remaining': '0' }).end('{}')),
    );
    const settings = { repository: 'example/shop', 'api-url': limited.url };
    expect(whyIn(await collect(githubActions, settings))).toContain(
      'rate limit is used up; with a `token` it is higher',
    );
  });
});
