import type { ServerResponse } from 'node:http';
import { type Mood, type RemedyStand, SECRET } from '../support/remedy-contract.ts';
import { type Received, TestServer } from '../support/server.ts';

export interface FakeRun {
  readonly id: number;
  status: string;
  conclusion: string | null;
  readonly created_at: string;
  readonly display_title: string;
  readonly html_url: string;
}

/** GitHub's REST API as its documentation has it, for one repository with one workflow that can be started. */
export class GitHubActions implements RemedyStand {
  readonly server: TestServer;
  readonly runs: FakeRun[] = [];
  readonly looksFirst = true;
  /** Whether dispatches tell the run (since February 2026), do not, or refuse to be asked. */
  tells: 'run' | 'nothing' | 'refuses' = 'run';
  /** What a run comes to at once; `null`: it goes on. */
  conclusion: string | null = 'success';
  jobs: unknown[] = [];
  now = Date.UTC(2026, 10, 2, 14, 0, 1);
  #nextId = 500;

  readonly settings: Readonly<Record<string, unknown>> & { readonly 'key-input': string };

  constructor(server: TestServer) {
    this.server = server;
    this.settings = {
      repository: 'example/shop',
      workflow: 'rollback.yaml',
      branch: 'main',
      inputs: { reason: 'tocsin' },
      'key-input': 'tocsin',
      token: SECRET,
      'api-url': server.url,
      apart: 0,
      'per-day': 2,
    };
    this.mood('well');
  }

  static open = async (): Promise<GitHubActions> => new GitHubActions(await new TestServer().open());

  /** A run that somebody started, before or beside ours. */
  begin(title: string, status = 'completed'): FakeRun {
    const id = this.#nextId++;
    const run: FakeRun = {
      id,
      status,
      conclusion: status === 'completed' ? 'success' : null,
      created_at: new Date(this.now).toISOString(),
      display_title: title,
      html_url: `https://github.com/example/shop/actions/runs/${id}`,
    };
    this.runs.unshift(run);
    return run;
  }

  mood(to: Mood): void {
    const moods: Readonly<Record<Mood, (request: Received, response: ServerResponse) => void>> = {
      well: (request, response) => reply(response, this.#answer(request)),
      idle: (request, response) => {
        if (!this.runs.some(({ status }) => status !== 'completed')) this.begin('by hand', 'in_progress');
        reply(response, this.#answer(request));
      },
      swallows: (request, response) => {
        const answer = this.#answer(request);
        if (request.method === 'POST') response.socket?.destroy();
        else reply(response, answer);
      },
      silent: () => {},
      nonsense: (_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway'),
      repeats: ({ headers }, response) => reply(response, [403, { message: `no: ${headers.authorization}` }]),
    };
    this.server.answer(moods[to]);
  }

  asked = () => this.server.received.filter(({ method }) => method === 'POST').length;
  changes = () => this.runs.filter(({ display_title: title }) => title.startsWith('Roll back')).length;
  close = () => this.server.close();

  #answer({ method, path, body }: Received): [number, unknown] {
    const { pathname } = new URL(path, this.server.url);
    const below = pathname.replace('/repos/example/shop/actions/', '');
    if (method === 'GET' && below === 'workflows/rollback.yaml/runs')
      return [200, { total_count: this.runs.length, workflow_runs: this.runs }];
    const id = Number(/^runs\/(\d+)/.exec(below)?.[1]);
    const run = this.runs.find((each) => each.id === id);
    if (method === 'GET' && run) return [200, below.endsWith('/jobs') ? { jobs: this.jobs } : run];
    if (method === 'POST' && below === 'workflows/rollback.yaml/dispatches') return this.#dispatch(body);
    return [404, { message: 'Not Found' }];
  }

  #dispatch(body: string): [number, unknown] {
    const asked = JSON.parse(body) as { inputs?: Record<string, string>; return_run_details?: boolean };
    if (asked.return_run_details !== undefined && this.tells === 'refuses')
      return [422, { message: 'Invalid request. "return_run_details" is not a permitted key.' }];
    const run = this.begin(`Roll back ${asked.inputs?.tocsin ?? ''}`, 'in_progress');
    if (this.conclusion !== null) Object.assign(run, { status: 'completed', conclusion: this.conclusion });
    return asked.return_run_details && this.tells === 'run'
      ? [200, { workflow_run_id: run.id, run_url: 'x', html_url: run.html_url }]
      : [204, undefined];
  }
}

const reply = (response: ServerResponse, [status, body]: [number, unknown]) =>
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(body === undefined ? undefined : JSON.stringify(body));
