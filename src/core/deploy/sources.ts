/** Other tools that know what went live. */
export interface DeploysPlan {
  readonly github?: GithubDeploys;
  /** Whatever can send JSON; the token is the end of its address. */
  readonly webhook?: { readonly token: string };
}

/** Deployments of GitHub: looked for each minute with `token`, told by its webhook with `secret`. */
export interface GithubDeploys {
  readonly api: string;
  /** The monitors that a repository's deploys may change, by `owner/name`; none: all of them. */
  readonly repositories: Readonly<Record<string, readonly string[]>>;
  readonly environment: string;
  readonly token?: string;
  readonly secret?: string;
}
