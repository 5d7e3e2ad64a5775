import type { IncomingMessage } from 'node:http';
import { httpPeer } from './http.ts';
import type { Peer } from './raw.ts';

export interface FakeRun {
  readonly conclusion: string;
  readonly status?: string;
  readonly path?: string;
  readonly startedAt?: string;
  readonly updatedAt?: string;
  readonly jobs?: readonly {
    readonly name: string;
    readonly conclusion: string;
    readonly steps?: readonly { readonly name: string; readonly conclusion: string }[];
    readonly log?: string;
  }[];
}

export interface GitHubPeer extends Peer {
  /** Headers that the host of logs was asked with. */
  readonly logRequests: () => readonly IncomingMessage['headers'][];
}

/**
 * GitHub's REST API of one repository, in the documented shapes (docs.github.com, "REST API endpoints for workflow
 * runs" and "… jobs"). Runs come newest first; logs are at another host, behind a redirect.
 */
export async function githubPeer(runs: readonly FakeRun[], token = 'ghp_token-of-tocsin'): Promise<GitHubPeer> {
  const jobs = runs.flatMap((run, r) => (run.jobs ?? []).map((job, j) => ({ run: r, id: r * 100 + j, ...job })));
  const logRequests: IncomingMessage['headers'][] = [];
  const logs = await httpPeer((request, response) => {
    logRequests.push(request.headers);
    response.end(jobs.find(({ id }) => request.url === `/${id}`)?.log ?? '');
  });
  const api = await httpPeer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://a/');
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${token}`) return json({ message: 'Bad credentials' }, 401);
    const of = '/repos/example/shop/actions';
    if (pathname === `${of}/runs` || pathname === `${of}/workflows/deploy.yml/runs`) {
      const all = searchParams.get('branch') === 'main' ? runs : [];
      return json({
        total_count: all.length,
        workflow_runs: all.map(({ conclusion, status = 'completed', path, startedAt, updatedAt }, i) => ({
          id: 7_000 + i,
          run_number: 500 - i,
          name: 'Deploy',
          head_branch: 'main',
          head_sha: '5f2c7d1e9a0b4c3d2e1f',
          status,
          conclusion: status === 'completed' ? conclusion : null,
          html_url: `https://github.com/example/shop/actions/runs/${7_000 + i}`,
          ...(path !== undefined && { path }),
          ...(startedAt !== undefined && { run_started_at: startedAt }),
          updated_at: updatedAt ?? '2026-07-01T09:00:00Z',
        })),
      });
    }
    const [, run] = /\/actions\/runs\/(\d+)\/jobs$/.exec(pathname) ?? [];
    if (run !== undefined)
      return json({
        jobs: jobs
          .filter((job) => job.run === Number(run) - 7_000)
          .map(({ id, name, conclusion, steps = [] }) => ({ id, name, status: 'completed', conclusion, steps })),
      });
    const [, job] = /\/actions\/jobs\/(\d+)\/logs$/.exec(pathname) ?? [];
    if (job !== undefined && jobs.some(({ id, log }) => id === Number(job) && log !== undefined))
      return response.writeHead(302, { location: `${logs.url}${job}` }).end();
    return json({ message: 'Not Found' }, 404);
  });
  return {
    ...api,
    logRequests: () => logRequests,
    close: async () => {
      await api.close();
      await logs.close();
    },
  };
}
