import { TestServer } from './server.ts';

/** A deployment as GitHub's REST API documents it, with what nobody reads left out. */
export const deployment = (id: number, at: string, more: object = {}) => ({
  id,
  sha: 'a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d',
  ref: 'main',
  task: 'deploy',
  environment: 'production',
  creator: { login: 'octocat', id: 1 },
  created_at: at,
  updated_at: at,
  ...more,
});

export const status = (state: string, at: string) => ({
  id: 1,
  state,
  environment: 'production',
  target_url: 'https://github.com/example/shop/actions/runs/1',
  log_url: 'https://github.com/example/shop/actions/runs/2',
  created_at: at,
  updated_at: at,
});

/** The webhook event `deployment_status`. */
export const told = (id: number, at: string, state = 'success', more: object = {}) => ({
  action: 'created',
  deployment_status: status(state, at),
  deployment: deployment(id, at, more),
  repository: { id: 7, full_name: 'Example/Shop' },
});

/** GitHub's deployments of example/shop, served on loopback. */
export class GithubDeploymentsServer {
  readonly server = new TestServer();
  /** Newest first, each with its statuses, newest first. */
  all: {
    readonly deployment: { readonly id: number; readonly environment: string };
    readonly statuses: readonly object[];
  }[] = [];
  /** Answers everything, where it is set. */
  broken: { readonly status: number; readonly body: string } | undefined;

  async open(): Promise<this> {
    await this.server.open();
    this.server.answer(({ path, headers }, response) => {
      const json = (code: number, body: unknown) =>
        response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (this.broken) return response.writeHead(this.broken.status).end(this.broken.body);
      if (headers.authorization !== 'Bearer ghp_token') return json(401, { message: 'Bad credentials' });
      const url = new URL(path, 'http://github');
      const [, id] = /^\/repos\/example\/shop\/deployments\/(\d+)\/statuses$/.exec(url.pathname) ?? [];
      if (id !== undefined)
        return json(200, this.all.find((each) => String(each.deployment.id) === id)?.statuses ?? []);
      if (url.pathname !== '/repos/example/shop/deployments') return json(404, { message: 'Not Found' });
      const wanted = url.searchParams.get('environment');
      const most = Number(url.searchParams.get('per_page'));
      return json(
        200,
        this.all
          .map((each) => each.deployment)
          .filter((each) => each.environment === wanted)
          .slice(0, most),
      );
    });
    return this;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
