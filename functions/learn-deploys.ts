import { deployId, deployOf } from '../src/core/deploy/github.ts';
import type { GithubDeploys } from '../src/core/deploy/sources.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Clock, Deployments, DeployStore } from '../src/core/ports.ts';
import { DAY } from '../src/core/time/instant.ts';

export interface LearnDeploysPorts {
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly deploys: DeployStore;
  /** A text of the config with its secrets in place. Throws where one is not set. */
  readonly resolved: (text: string) => Promise<string>;
  readonly deployments: Deployments;
  readonly onError: (where: string, error: unknown) => void;
}

/** Each minute: what GitHub says went live since, for the pages to come. What is known is not asked about again. */
export const learnDeploys = (ports: LearnDeploysPorts) => async (): Promise<{ readonly found: number }> => {
  const { github: from } = ports.plan().deploys ?? {};
  if (from?.token === undefined) return { found: 0 };
  const github = { ...from, token: await ports.resolved(from.token) };
  const known = new Set((await ports.deploys.since(ports.clock.now() - DAY)).map(({ id }) => id));
  const found = await Promise.all(
    Object.keys(github.repositories).map((repository) =>
      learn(ports, repository, github, known).catch((error: unknown) => {
        ports.onError(`deploys of ${repository}`, error);
        return 0;
      }),
    ),
  );
  return { found: found.reduce((sum, each) => sum + each, 0) };
};

async function learn(
  { clock, deploys, deployments: from }: LearnDeploysPorts,
  repository: string,
  github: GithubDeploys,
  known: ReadonlySet<string>,
): Promise<number> {
  const all = await from.newest(repository, github);
  const news = all.filter(({ id }) => !known.has(deployId(repository, id)));
  const live = await Promise.all(
    news.map(async (deployment) => {
      // One that another replaced is `inactive` now, and was live all the same.
      const status = (await from.statuses(repository, deployment.id, github)).find(({ state }) => state === 'success');
      return status ? deployOf(repository, deployment, status, github, clock.now()) : undefined;
    }),
  );
  const ours = live.filter((each) => each !== undefined);
  for (const each of ours) await deploys.record(each);
  return ours.length;
}
