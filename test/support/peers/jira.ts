import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { type Received, TestServer } from '../server.ts';

const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('strong') }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: z.url() }) }),
]);
const TEXT = z.strictObject({ type: z.literal('text'), text: z.string().min(1), marks: z.array(mark).optional() });
const BREAK = z.strictObject({ type: z.literal('hardBreak') });
/** The Atlassian Document Format as far as we use it (developer.atlassian.com, "Document structure"). */
const ADF = z.strictObject({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('paragraph'), content: z.array(z.discriminatedUnion('type', [TEXT, BREAK])) }),
      z.strictObject({
        type: z.literal('codeBlock'),
        attrs: z.strictObject({ language: z.string() }),
        content: z.array(TEXT.omit({ marks: true })).max(1),
      }),
    ]),
  ),
});
type Doc = z.output<typeof ADF>;

const ADF_MOST = 32_767;
const SEARCH = z.strictObject({
  jql: z.string(),
  fields: z.array(z.string()).min(1),
  maxResults: z.int().min(1).max(5_000),
});
const CREATE = z.strictObject({
  fields: z.strictObject({
    project: z.strictObject({ key: z.string() }),
    issuetype: z.strictObject({ name: z.string() }),
    summary: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^\n\r]*$/, 'The summary is invalid because it contains newline characters.'),
    labels: z.array(z.string().regex(/^\S{1,255}$/)),
    description: ADF,
  }),
});
const COMMENT = z.strictObject({ body: ADF });
const TRANSITION = z.strictObject({
  transition: z.strictObject({ id: z.string() }),
  fields: z.record(z.string(), z.strictObject({ id: z.string() })).optional(),
});

export interface JiraIssue {
  readonly key: string;
  readonly fields: z.output<typeof CREATE>['fields'];
  readonly comments: Doc[];
  status: 'new' | 'indeterminate' | 'done';
  resolution?: string | undefined;
}

/** A Jira site with one project, its REST API v3 as documented. `lag`: new issues are not found yet. */
export class JiraPeer extends TestServer {
  readonly issues: JiraIssue[] = [];
  readonly calls: string[] = [];
  authorization = `Basic ${Buffer.from('ada@example.com:token').toString('base64')}`;
  lag = false;
  /** Whether the last transition wants a resolution, and whether there is one at all. */
  demandsResolution = false;
  canBeDone = true;
  /** What the user of the token may do. */
  may: readonly string[] = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'ADD_COMMENTS', 'TRANSITION_ISSUES'];
  /** The form of a new Task, besides project and type. */
  form: readonly { fieldId: string; name: string; required: boolean; hasDefaultValue?: boolean }[] = [
    { fieldId: 'summary', name: 'Summary', required: true },
    { fieldId: 'reporter', name: 'Reporter', required: true },
    { fieldId: 'priority', name: 'Priority', required: true, hasDefaultValue: true },
    { fieldId: 'labels', name: 'Labels', required: false },
  ];
  /** Answers in place of the method: `POST /rest/api/3/issue`. */
  readonly fail: Record<string, (response: ServerResponse) => unknown> = {};

  constructor() {
    super();
    this.answer((request, response) => this.#route(request, response));
  }

  #route(request: Received, response: ServerResponse): unknown {
    const { pathname, searchParams } = new URL(request.path, 'http://a/');
    const [, key, action = ''] = /^\/rest\/api\/3\/issue\/(?!createmeta)([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
    const call = `${request.method} ${key ? pathname.replace(key, 'KEY') : pathname}`;
    this.calls.push(call);
    const says = (status: number, body?: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === undefined ? '' : JSON.stringify(body));
    const wrong = (...errorMessages: string[]) => says(400, { errorMessages, errors: {} });
    if (request.headers.authorization !== this.authorization) return says(401, { message: 'Unauthorized' });
    const failing = this.fail[call];
    if (failing) return failing(response);
    const taken = <Shape extends z.ZodType>(shape: Shape): z.output<Shape> | undefined => {
      const parsed = shape.safeParse(JSON.parse(request.body));
      if (!parsed.success) wrong(...parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
      return parsed.data;
    };
    const issue = this.issues.find((one) => one.key === key);
    if (key !== undefined && !issue) return says(404, { errorMessages: ['Issue does not exist'] });
    const list = (at: string, all: readonly object[]) => says(200, { [at]: all, startAt: 0, total: all.length });
    switch (call) {
      case 'GET /rest/api/3/myself':
        return says(200, { accountId: '5b10', displayName: 'Ada', active: true });
      case 'GET /rest/api/3/project/SUP':
        return says(200, { id: '10000', key: 'SUP', name: 'Support' });
      case 'GET /rest/api/3/mypermissions': {
        const asked = searchParams.get('permissions')?.split(',');
        if (!asked) return wrong('The permissions query parameter is required.');
        const entry = (key: string) => [key, { id: '1', key, havePermission: this.may.includes(key) }];
        return says(200, { permissions: Object.fromEntries(asked.map(entry)) });
      }
      case 'GET /rest/api/3/issue/createmeta/SUP/issuetypes':
        return list('issueTypes', [
          { id: '10001', name: 'Task' },
          { id: '10002', name: 'Bug' },
        ]);
      case 'GET /rest/api/3/issue/createmeta/SUP/issuetypes/10001':
        return list('fields', this.form);
      case 'POST /rest/api/3/search/jql': {
        const asked = taken(SEARCH);
        return asked && says(200, { issues: this.#search(asked.jql).slice(0, asked.maxResults), isLast: true });
      }
      case 'POST /rest/api/3/issue': {
        const asked = taken(CREATE);
        if (!asked) return;
        if (asked.fields.project.key !== 'SUP') return wrong('project: valid project is required');
        if (JSON.stringify(asked.fields.description).length > ADF_MOST)
          return wrong('description: CONTENT_LIMIT_EXCEEDED');
        const made: JiraIssue = {
          key: `SUP-${this.issues.length + 1}`,
          fields: asked.fields,
          comments: [],
          status: 'new',
        };
        this.issues.push(made);
        return says(201, {
          id: String(10_000 + this.issues.length),
          key: made.key,
          self: `${this.url}/rest/api/3/issue/1`,
        });
      }
      case 'POST /rest/api/3/issue/KEY/comment': {
        const asked = taken(COMMENT);
        if (!asked) return;
        issue!.comments.push(asked.body);
        return says(201, { id: String(issue!.comments.length) });
      }
      case 'GET /rest/api/3/issue/KEY':
        if (searchParams.get('fields') !== 'status') return wrong('fields');
        return says(200, {
          id: '10000',
          key,
          fields: { status: { name: 'x', statusCategory: { key: issue!.status } } },
          ...(searchParams.get('expand') === 'transitions,transitions.fields' && {
            transitions: this.#transitions(issue!),
          }),
        });
      case 'POST /rest/api/3/issue/KEY/transitions': {
        const asked = taken(TRANSITION);
        if (!asked) return;
        const way = this.#transitions(issue!).find(({ id }) => id === asked.transition.id);
        if (!way) return wrong('It seems that you have tried to perform an illegal workflow operation.');
        if ('resolution' in way.fields && !asked.fields?.resolution)
          return wrong('resolution: Resolution is required.');
        issue!.status = way.to.statusCategory.key;
        issue!.resolution = asked.fields?.resolution?.id;
        return says(204);
      }
      default:
        return says(404, { errorMessages: [`no ${action}`] });
    }
  }

  #search(jql: string) {
    const [, project, label] =
      /^project = "(\w+)" AND labels = "([\w-]+)" AND statusCategory != Done ORDER BY created ASC$/.exec(jql) ?? [];
    if (project === undefined) throw new Error(`the peer does not understand ${jql}`);
    return this.issues
      .filter(({ fields, status }) => !this.lag && status !== 'done' && fields.labels.includes(label!))
      .map(({ key }) => ({ id: '10000', key, self: '', fields: {} }));
  }

  #transitions({ status }: JiraIssue) {
    const to = (key: 'indeterminate' | 'done') => ({ name: key, statusCategory: { key } });
    const resolution = {
      required: true,
      allowedValues: [
        { id: '7', name: 'Fixed' },
        { id: '8', name: 'Duplicate' },
      ],
    };
    if (status === 'done') return [];
    return [
      { id: '11', name: 'Start', to: to('indeterminate'), fields: {} },
      ...(this.canBeDone
        ? [{ id: '31', name: 'Resolve', to: to('done'), fields: this.demandsResolution ? { resolution } : {} }]
        : []),
    ];
  }
}
