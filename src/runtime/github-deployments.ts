import { readDeployment, readStatus } from '../core/deploy/github.ts';
import type { GithubDeploys } from '../core/deploy/sources.ts';
import type { Clock, Deployments } from '../core/ports.ts';
import { present } from '../core/present.ts';
import { DAY } from '../core/time/instant.ts';
import { githubOf } from '../github/api.ts';

/** So many deployments to one environment lie between two looks a minute apart, at most. */
const NEWEST = 5;
/** Milliseconds for one call. */
const PATIENCE = 10_000;

/** GitHub's deployments over its REST API. Throws where it does not answer as documented: the message says why, without the token. */
export function githubDeploymentsOf(clock: Clock): Deployments {
  const list = async <T>(
    from: GithubDeploys,
    repository: string,
    path: string,
    read: (value: unknown) => T | undefined,
  ): Promise<readonly T[]> => {
    const place = { 'api-url': from.api, repository, token: from.token ?? '' };
    const got = await githubOf(place, { timeout: PATIENCE, now: clock.now() }).get(path);
    if (got.is !== 'got') throw new Error(got.why);
    if (!Array.isArray(got.value)) throw new Error(`GitHub answers no list for ${path}`);
    return present(got.value.map(read));
  };
  return {
    newest: async (repository, from) => {
      const path = `deployments?environment=${encodeURIComponent(from.environment)}&per_page=${NEWEST}`;
      const all = await list(from, repository, path, readDeployment);
      return all.filter(({ createdAt }) => clock.now() - createdAt < DAY);
    },
    statuses: (repository, id, from) => list(from, repository, `deployments/${id}/statuses?per_page=30`, readStatus),
  };
}
