import type { ServerResponse } from 'node:http';
import { MONDAY } from '../support/plan.ts';
import type { Mood } from '../support/remedy-contract.ts';
import { type Received, TestServer } from '../support/server.ts';

export const WORKFLOW = `name: Roll back
run-name: Roll back (\${{ inputs.tocsin }})
on:
  workflow_dispatch:
    inputs: { tocsin: { required: false }, to: { required: false } }
`;

export interface PlayedRun {
  readonly id: number;
  readonly run_number: number;
  readonly display_title: string;
  readonly event: string;
  readonly head_branch: string;
  readonly created_at: string;
  status: string;
  conclusion: string | null;
}

type Reply = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];

/** GitHub's REST API of example/shop with a workflow that rolls back, in the documented shapes, over real HTTP. */
export class GitHubActions {
  readonly server = new TestServer();
  readonly runs: PlayedRun[] = [];
  /** What a dispatched run becomes at once. */
  becomes: { status: string; conclusion: string | null } = { status: 'completed', conclusion: 'success' };
  jobs: readonly unknown[] = [];
  state = 'active';
  text: string | undefined = WORKFLOW;
  /** Whether it names the run that it starts, as github.com does since February 2026. */
  names = true;
  now = MONDAY;
  token = 'ghp_token-of-tocsin';
  changes = 0;

  async open(): Promise<this> {
    await this.server.open();
    this.mood('well');
    this.began('push', 'Deploy 1.8.3');
    return this;
  }

  /** A run that somebody or something else began. */
  began(event = 'workflow_dispatch', title = 'Roll back ()', more: Partial<PlayedRun> = {}): PlayedRun {
    const n = this.runs.length;
    const run: PlayedRun = {
      id: 7_000 + n,
      run_number: 41 + n,
      display_title: title,
      event,
      head_branch: 'main',
      created_at: `${new Date(this.now).toISOString().slice(0, 19)}Z`,
      ...this.becomes,
      ...more,
    };
    this.runs.unshift(run);
    return run;
  }

  /** Requests that write. */
  get posts(): readonly Received[] {
    return this.server.received.filter(({ method }) => method === 'POST');
  }

  /** The next answers are these, whatever is asked. */
  answers(...[status, body, headers = {}]: Reply): void {
    this.server.answer((_request, response) => send(response, [status, body, headers]));
  }

  mood(to: Mood): void {
    if (to === 'idle') this.began('workflow_dispatch', 'Roll back ()', { status: 'in_progress', conclusion: null });
    this.server.answer((request, response) => MOODS[to](this, request, response));
  }

  reply({ method, path, headers, body }: Received): Reply {
    if (headers.authorization !== `Bearer ${this.token}`) return [401, { message: 'Bad credentials' }];
    const { pathname } = new URL(path, this.server.url);
    const row = ROUTES.find(([verb, pattern]) => verb === method && pattern.test(pathname));
    return row ? row[2](this, body, pathname) : [404, { message: 'Not Found' }];
  }
}

const OF = '/repos/example/shop';
const shown = (run: PlayedRun) => ({ ...run, html_url: `https://github.com/example/shop/actions/runs/${run.id}` });

const ROUTES: readonly (readonly [string, RegExp, (its: GitHubActions, body: string, path: string) => Reply])[] = [
  [
    'GET',
    /\/actions\/workflows\/rollback\.yaml$/,
    ({ state }) => [200, { id: 1, name: 'Roll back', path: '.github/workflows/rollback.yaml', state }],
  ],
  [
    'GET',
    /\/actions\/workflows\/rollback\.yaml\/runs$/,
    ({ runs }) => [200, { total_count: runs.length, workflow_runs: runs.map(shown) }],
  ],
  [
    'GET',
    /\/contents\/\.github\/workflows\/rollback\.yaml$/,
    ({ text }) => (text === undefined ? [403, { message: 'Resource not accessible by integration' }] : [200, text]),
  ],
  ['GET', /\/actions\/runs\/\d+\/jobs$/, ({ jobs }) => [200, { total_count: jobs.length, jobs }]],
  [
    'GET',
    /\/actions\/runs\/\d+$/,
    ({ runs }, _body, path) => {
      const run = runs.find(({ id }) => path.endsWith(`/${id}`));
      return run ? [200, shown(run)] : [404, { message: 'Not Found' }];
    },
  ],
  ['POST', /\/actions\/workflows\/rollback\.yaml\/dispatches$/, dispatch],
];

function dispatch(its: GitHubActions, body: string): Reply {
  const asked = JSON.parse(body) as { ref: string; inputs: Record<string, string>; return_run_details?: boolean };
  if (asked.ref !== 'main') return [422, { message: `No ref found for: ${asked.ref}` }];
  const unknown = Object.keys(asked.inputs).filter((name) => !['tocsin', 'to'].includes(name));
  if (unknown.length > 0) return [422, { message: `Unexpected inputs provided: ${JSON.stringify(unknown)}` }];
  its.changes += 1;
  const run = its.began('workflow_dispatch', `Roll back (${asked.inputs.tocsin ?? ''})`);
  if (!its.names || asked.return_run_details !== true) return [204];
  const { id } = run;
  return [
    200,
    { workflow_run_id: id, run_url: `${its.server.url}${OF}/actions/runs/${id}`, html_url: shown(run).html_url },
  ];
}

type Handler = (its: GitHubActions, request: Received, response: ServerResponse) => void;
const well: Handler = (its, request, response) => send(response, its.reply(request));

const MOODS: Readonly<Record<Mood, Handler>> = {
  well,
  idle: well,
  swallows: (its, request, response) => {
    if (request.method === 'GET') return well(its, request, response);
    its.reply(request);
    response.socket?.destroy();
  },
  silent: () => {},
  nonsense: (_its, _request, response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway'),
  repeats: (_its, { headers }, response) => send(response, [403, { message: `no:\n${headers.authorization}` }]),
};

function send(response: ServerResponse, [status, body, headers = {}]: Reply): void {
  const text = typeof body === 'string';
  response.writeHead(status, { 'content-type': text ? 'text/plain' : 'application/json', ...headers });
  response.end(body === undefined ? undefined : text ? body : JSON.stringify(body));
}
