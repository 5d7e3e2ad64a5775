import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { type Received, TestServer } from '../server.ts';

/** Bodies of the endpoints for issues (docs.github.com, "REST API endpoints for issues", "… issue comments"). */
const CREATE = z.strictObject({
  title: z.string().min(1).max(256),
  body: z.string().max(65_536),
  labels: z.array(z.string().min(1).max(50)).optional(),
});
const COMMENT = z.strictObject({ body: z.string().min(1).max(65_536) });
const UPDATE = z.strictObject({
  state: z.enum(['open', 'closed']),
  state_reason: z.enum(['completed', 'not_planned', 'reopened']).optional(),
});
const LIST = z.strictObject({
  state: z.enum(['open', 'closed', 'all']),
  sort: z.enum(['created', 'updated', 'comments']),
  direction: z.enum(['asc', 'desc']),
  per_page: z.coerce.number().int().min(1).max(100),
  labels: z.string().optional(),
});

export interface GitHubIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly labels: readonly string[];
  state: 'open' | 'closed';
  readonly comments: string[];
}

/** The issues of example/shop. */
export class GitHubIssuesPeer extends TestServer {
  readonly issues: GitHubIssue[] = [];
  readonly calls: string[] = [];
  readonly token = 'github_pat_of_tocsin';
  /** The repository, as `GET /repos/{owner}/{repo}` tells it, and the headers that go with the token. */
  repository = {
    private: true,
    archived: false,
    disabled: false,
    has_issues: true,
    permissions: { admin: false, push: true, triage: true, pull: true },
  };
  tokenHeaders: Readonly<Record<string, string>> = { 'x-oauth-scopes': 'repo, workflow' };
  /** Answers in place of the method: `POST /issues`. */
  readonly fail: Record<string, (response: ServerResponse) => unknown> = {};

  constructor() {
    super();
    this.answer((request, response) => this.#route(request, response));
  }

  add(body: string | null, labels: readonly string[] = []): void {
    this.issues.push({ number: this.issues.length + 1, title: 'x', body, labels, state: 'open', comments: [] });
  }

  #route({ method, path, headers, body }: Received, response: ServerResponse): unknown {
    const { pathname, searchParams } = new URL(path, 'http://a/');
    const says = (status: number, text: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(text));
    const [, number, more = ''] = /^\/repos\/example\/shop\/issues(?:\/([^/]+)(\/comments)?)?$/.exec(pathname) ?? [];
    const call = `${method} /issues${number === undefined ? '' : `/N${more}`}`;
    this.calls.push(call);
    if (headers['user-agent'] === undefined || headers['x-github-api-version'] !== '2022-11-28') return says(400, {});
    if (headers.authorization !== `Bearer ${this.token}`) return says(401, { message: 'Bad credentials' });
    if (method === 'GET' && pathname === '/repos/example/shop')
      return response
        .writeHead(200, { 'content-type': 'application/json', ...this.tokenHeaders })
        .end(JSON.stringify({ id: 1, full_name: 'example/shop', ...this.repository }));
    if (!pathname.startsWith('/repos/example/shop/issues')) return says(404, { message: 'Not Found' });
    const failing = this.fail[call];
    if (failing) return failing(response);
    const taken = <Shape extends z.ZodType>(shape: Shape, from: unknown): z.output<Shape> | undefined => {
      const parsed = shape.safeParse(from);
      if (!parsed.success) says(422, { message: 'Validation Failed', errors: parsed.error.issues.map((i) => i.path) });
      return parsed.data;
    };
    const issue = this.issues.find((one) => String(one.number) === number);
    if (number !== undefined && !issue) return says(404, { message: 'Not Found' });
    switch (call) {
      case 'GET /issues': {
        const asked = taken(LIST, Object.fromEntries(searchParams));
        if (!asked) return;
        const { state, labels, per_page } = asked;
        const fitting = this.issues.filter((one) => one.state === state && (!labels || one.labels.includes(labels)));
        return says(200, fitting.toReversed().slice(0, per_page));
      }
      case 'POST /issues': {
        const asked = taken(CREATE, JSON.parse(body));
        if (!asked) return;
        this.issues.push({ number: this.issues.length + 1, labels: [], ...asked, state: 'open', comments: [] });
        return says(201, { id: 4_000_000 + this.issues.length, ...this.issues.at(-1) });
      }
      case 'POST /issues/N/comments': {
        const asked = taken(COMMENT, JSON.parse(body));
        if (!asked) return;
        issue!.comments.push(asked.body);
        return says(201, { id: 7 });
      }
      case 'PATCH /issues/N': {
        const asked = taken(UPDATE, JSON.parse(body));
        if (!asked) return;
        issue!.state = asked.state;
        return says(200, issue);
      }
      default:
        return says(404, { message: 'Not Found' });
    }
  }
}
