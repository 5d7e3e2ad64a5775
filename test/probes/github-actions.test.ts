import { describe, expect, it } from '@jest/globals';
import { githubActions } from '../../src/probes/github-actions.ts';
import { type FakeRun, githubPeer } from '../support/peers/github.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const keep = kept();
const TOKEN = 'ghp_token-of-tocsin';

probeContract({
  kind: githubActions,
  mayNotice: ['echoing'],
  settings: ({ port }, credential) => ({
    repository: 'example/shop',
    'api-url': `http://127.0.0.1:${port}/`,
    ...(credential === undefined ? {} : { token: credential, branch: credential }),
  }),
});

const look = async (runs: readonly FakeRun[], settings: object = {}) => {
  const github = await keep(githubPeer(runs));
  const finding = await run(
    githubActions,
    { repository: 'example/shop', token: TOKEN, 'api-url': github.url, ...settings },
    { trace: true },
  );
  expectConsistent(finding);
  expect(JSON.stringify(finding)).not.toContain(TOKEN);
  return { finding, github };
};

const log = (...lines: readonly string[]) =>
  `\uFEFF${lines.map((line, i) => `2026-07-01T08:59:0${i % 10}.1234567Z ${line}`).join('\r\n')}\r\n`;

const failing = (text: readonly string[], job = 'test', step = 'Run pytest'): FakeRun => ({
  conclusion: 'failure',
  jobs: [
    { name: 'lint', conclusion: 'success', log: 'fine' },
    {
      name: job,
      conclusion: 'failure',
      steps: [
        { name: 'Checkout', conclusion: 'success' },
        { name: step, conclusion: 'failure' },
      ],
      log: log(...text),
    },
  ],
});

describe('github-actions: the last run on a branch', () => {
  it('one that passed', async () => {
    const { finding } = await look([{ conclusion: 'success' }, failing([])]);
    expect(finding).toMatchObject({
      verdict: 'up',
      text: 'passed its last run, 3 h ago',
      observed: { run: 500, workflow: 'Deploy', commit: '5f2c7d1e9a0b', conclusion: 'success' },
    });
  });

  it('one that failed: the job, the step, and what its log says last', async () => {
    const { finding, github } = await look([
      failing([
        '##[group]Run pytest',
        '\u001b[31mFAILED tests/test_orders.py::test_total - assert 3 == 4\u001b[0m',
        '1 failed, 41 passed in 3.10s',
        '##[error]Process completed with exit code 1.',
        'Post job cleanup.',
        'Error: nothing to clean',
      ]),
    ]);
    expect(finding).toMatchObject({
      verdict: 'down',
      code: 'run_failed',
      text: 'run 500 of Deploy failed at "test", step "Run pytest": 1 failed, 41 passed in 3.10s',
      observed: { job: 'test', step: 'Run pytest' },
    });
    expect(String(finding.observed.log).split('\n')).toEqual([
      'FAILED tests/test_orders.py::test_total - assert 3 == 4',
      '1 failed, 41 passed in 3.10s',
      'Process completed with exit code 1.',
    ]);
    // The log is at another host: the token does not go along.
    expect(github.logRequests()).toHaveLength(1);
    expect(github.logRequests()[0]).not.toHaveProperty('authorization');
  });

  it.each([
    'An error occurred (ExpiredTokenException) when calling AssumeRoleWithWebIdentity: Token is expired',
    'denied: requested access to the resource is denied',
    'error: You must be logged in to the server (Unauthorized)',
    'fatal: Authentication failed for https://github.com/example/infra',
    'npm error code E401 Unauthorized - PUT',
  ])('expired credentials are told apart: %s', async (line) => {
    const { finding } = await look([
      failing([line, '##[error]Process completed with exit code 1.'], 'deploy', 'Push image'),
    ]);
    expect(finding).toMatchObject({ verdict: 'down', code: 'credentials' });
    expect(finding.text).toMatch(
      /^run 500 of Deploy failed at "deploy", step "Push image" because credentials were refused or expired: /,
    );
  });

  it('a long log is read to its end', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `building layer ${i}`);
    const { finding } = await look([
      failing([...many, 'ERROR: no space left on device', '##[error]Process completed with exit code 1.']),
    ]);
    expect(finding.text).toContain('ERROR: no space left on device');
  });

  it('a log that is gone leaves the job and the step', async () => {
    const { finding } = await look([
      {
        conclusion: 'timed_out',
        jobs: [{ name: 'deploy', conclusion: 'timed_out', steps: [{ name: 'Wait', conclusion: 'timed_out' }] }],
      },
    ]);
    expect(finding).toMatchObject({
      code: 'run_failed',
      text: 'run 500 of Deploy ended with timed_out at "deploy", step "Wait"',
    });
  });

  it('runs that say nothing are passed over: cancelled ones, and those that still run', async () => {
    const runs = [{ conclusion: '', status: 'in_progress' }, { conclusion: 'cancelled' }, { conclusion: 'success' }];
    expect((await look(runs)).finding).toMatchObject({ verdict: 'up', observed: { run: 498 } });
  });

  it('no run at all, and one that is too old', async () => {
    expect((await look([])).finding).toMatchObject({ code: 'run_failed', text: 'has no finished run on main' });
    const { finding } = await look([{ conclusion: 'success' }], { expect: { 'max-age': '2h' } });
    expect(finding).toMatchObject({ code: 'run_failed', text: 'last ran 3 h ago, more than 2 h' });
  });

  it('one workflow', async () => {
    expect((await look([{ conclusion: 'success' }], { workflow: 'deploy.yml' })).finding).toMatchObject({
      verdict: 'up',
    });
    expect((await look([], { workflow: 'gone.yml' })).finding).toMatchObject({ code: 'credentials' });
  });
});

describe('github-actions: when GitHub refuses', () => {
  it('a token that expired', async () => {
    expect((await look([], { token: 'ghp_old-token' })).finding).toMatchObject({
      verdict: 'down',
      code: 'credentials',
      text: 'cannot be seen: GitHub does not accept the token: Bad credentials',
    });
  });

  it.each([
    [
      403,
      { 'x-ratelimit-remaining': '0' },
      'unknown',
      "could not be checked: GitHub's rate limit is used up; with a `token` it is higher",
    ],
    [429, {}, 'unknown', "could not be checked: GitHub's rate limit is used up; with a `token` it is higher"],
    [403, {}, 'down', 'cannot be seen: the token may not read Actions of example/shop: no'],
    [
      404,
      {},
      'down',
      'cannot be seen: there is no public example/shop, or no such workflow: a private one needs a `token`',
    ],
    [502, {}, 'unknown', 'could not be checked: GitHub answers 502, no'],
  ])('%i %j is %s', async (status, headers, verdict, text) => {
    const github = await keep(
      httpPeer((_, response) => response.writeHead(status, headers as Record<string, string>).end('{"message":"no"}')),
    );
    expect(await run(githubActions, { repository: 'example/shop', 'api-url': github.url })).toMatchObject({
      verdict,
      text,
    });
  });

  it('complains about a repository that is none', () => {
    expect(complaints(githubActions, { repository: 'shop' })).toEqual(['repository: write a repository as owner/name']);
  });
});
