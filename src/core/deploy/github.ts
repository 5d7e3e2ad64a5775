import { DAY, type Instant } from '../time/instant.ts';
import type { Deploy } from './deploy.ts';
import type { GithubDeploys } from './sources.ts';

/** What is read of GitHub's `deployment` (REST docs, "Deployments"). Times are in ms UTC. */
export interface GithubDeployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly createdAt: Instant;
  readonly by?: string;
}

/** What is read of its `deployment_status`: `success` is the moment it went live. */
export interface GithubStatus {
  readonly state: string;
  readonly at: Instant;
  readonly url?: string;
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** `undefined` where it is something else. */
export function readDeployment(value: unknown): GithubDeployment | undefined {
  const { id, sha, ref, environment, created_at: created, creator } = fields(value);
  const by = text(fields(creator).login);
  const all = {
    sha: text(sha),
    ref: text(ref),
    environment: text(environment),
    createdAt: Date.parse(String(created)),
  };
  if (typeof id !== 'number' || !all.sha || !all.ref || !all.environment || Number.isNaN(all.createdAt))
    return undefined;
  return { id, ...(all as Omit<GithubDeployment, 'id' | 'by'>), ...(by && { by }) };
}

/** `undefined` where it is something else. `log_url` replaces `target_url`, which is sent as well. */
export function readStatus(value: unknown): GithubStatus | undefined {
  const { state, created_at: created, log_url: log, target_url: target } = fields(value);
  const at = Date.parse(String(created));
  const known = text(state);
  if (!known || Number.isNaN(at)) return undefined;
  const url = [text(log), text(target)].find((each) => each && /^https?:\/\//.test(each) && URL.canParse(each));
  return { state: known, at, ...(url && { url: url.slice(0, 500) }) };
}

export type Told =
  | { readonly is: 'deploy'; readonly deploy: Deploy }
  | { readonly is: 'nothing'; readonly why: string };

/** The webhook event `deployment_status` as a deploy, or why it is none of ours; `undefined` where it is no such event. */
export function deployTold(payload: unknown, section: GithubDeploys, now: Instant): Told | undefined {
  const { deployment, deployment_status: status, repository } = fields(payload);
  const [what, how, where] = [readDeployment(deployment), readStatus(status), text(fields(repository).full_name)];
  if (!what || !how || !where) return undefined;
  const nothing = (why: string): Told => ({ is: 'nothing', why });
  const name = repositoryIn(section, where);
  if (name === undefined) return nothing(`deploys of ${where} are not listed`);
  if (what.environment !== section.environment)
    return nothing(`it went to ${what.environment}, not to ${section.environment}`);
  if (how.state !== 'success') return nothing(`it is ${how.state}: a deploy counts once it succeeded`);
  const deploy = deployOf(name, what, how, section, now);
  return deploy ? { is: 'deploy', deploy } : nothing('it is older than a day');
}

/** GitHub takes names in any case. */
const repositoryIn = ({ repositories }: GithubDeploys, name: string): string | undefined =>
  Object.keys(repositories).find((each) => each.toLowerCase() === name.toLowerCase());

/** The name of a deploy that GitHub knows: told and found, it is one. */
export const deployId = (repository: string, id: number): string => `github/${repository.toLowerCase()}/${id}`;

/** A deployment that succeeded; `undefined` where that was more than a day ago. */
export function deployOf(
  repository: string,
  { id, sha, ref, by }: GithubDeployment,
  { at: succeededAt, url }: GithubStatus,
  { repositories }: GithubDeploys,
  now: Instant,
): Deploy | undefined {
  const at = Math.min(succeededAt, now);
  if (now - at >= DAY) return undefined;
  return {
    id: deployId(repository, id),
    at,
    version: versionOf(ref, sha).slice(0, 100),
    monitors: repositories[repository] ?? [],
    by: by ?? 'GitHub',
    ...(url !== undefined && { url }),
  };
}

/** A tag says more than its commit, a branch less. */
const versionOf = (ref: string, sha: string): string => (/^v?\d+\.\d/.test(ref) ? ref : sha.slice(0, 7));
