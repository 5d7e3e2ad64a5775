import * as z from 'zod';
import { TestServer } from '../server.ts';

/** Create alert, add note and close alert of the integration events API (developer.atlassian.com, "Integration events"). */
const CREATE = z.strictObject({
  message: z.string().min(1).max(130),
  alias: z.string().min(1).max(512).optional(),
  description: z.string().max(15_000).optional(),
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']).optional(),
  source: z.string().max(100).optional(),
  details: z.record(z.string(), z.string().max(8_000)).optional(),
});
const NOTE = z.strictObject({ note: z.string().min(1).max(25_000), source: z.string().max(100).optional() });

export interface JsmAlert {
  readonly asked: z.output<typeof CREATE>;
  readonly notes: string[];
  status: 'open' | 'acked' | 'closed';
  count: number;
}

/** JSM Operations: what is answered with 202 is done a few requests later, in order; an open alert takes doubles of its alias. */
export class JsmPeer extends TestServer {
  readonly key = 'genie-key-of-tocsin';
  readonly alerts: JsmAlert[] = [];
  readonly calls: string[] = [];
  /** How often somebody's phone rang. */
  rung = 0;
  /** Looks at a request that come before it is done. */
  lag = 2;
  readonly #queue: { readonly id: string; left: number; success?: boolean; readonly work: () => boolean }[] = [];

  constructor() {
    super();
    this.answer(({ method, path, headers, body }, response) => {
      const { pathname, searchParams } = new URL(path, 'http://a/');
      this.calls.push(`${method} ${path}`);
      const says = (status: number, text: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(text));
      if (headers.authorization !== `GenieKey ${this.key}`)
        return says(401, { message: 'Could not authenticate', took: 0.1 });
      const [, id] = /^\/v2\/alerts\/requests\/([^/]+)$/.exec(pathname) ?? [];
      if (method === 'GET' && id !== undefined) {
        const request = this.#queue.find((one) => one.id === id);
        if (request && request.left > 0) request.left--;
        this.settle(false);
        return request?.success === undefined
          ? says(404, { message: 'Request not found. It might not be processed, yet.' })
          : says(200, { data: { success: request.success, alias: '', status: 'done' }, requestId: id });
      }
      const [, alias, action] = /^\/v2\/alerts\/([^/]+)\/(close|notes)$/.exec(pathname) ?? [];
      const parsed = (action ? NOTE : CREATE).safeParse(JSON.parse(body));
      if (method !== 'POST' || (!action && pathname !== '/v2/alerts'))
        return says(404, { message: 'no such resource' });
      if (action && searchParams.get('identifierType') !== 'alias') return says(422, { message: 'identifierType' });
      if (!parsed.success) return says(422, { message: parsed.error.issues.map((i) => i.path.join('.')).join() });
      const work = action
        ? () => this.#act(decodeURIComponent(alias!), action, parsed.data as z.output<typeof NOTE>)
        : () => this.#create(parsed.data as z.output<typeof CREATE>);
      const request = { id: `request-${this.#queue.length + 1}`, left: this.lag, work };
      this.#queue.push(request);
      return says(202, { result: 'Request will be processed', took: 0.1, requestId: request.id });
    });
  }

  /** Does what was asked, in order: all of it, or what nobody has to wait for any more. */
  settle(all = true): void {
    for (const request of this.#queue.filter(({ success }) => success === undefined)) {
      if (!all && request.left > 0) return;
      request.success = request.work();
    }
  }

  #open(alias: string | undefined): JsmAlert | undefined {
    return this.alerts.find(({ asked, status }) => asked.alias === alias && status !== 'closed');
  }

  #create(asked: z.output<typeof CREATE>): boolean {
    const open = this.#open(asked.alias);
    if (open) open.count++;
    else this.alerts.push({ asked, notes: [], status: 'open', count: 1 });
    if (!open) this.rung++;
    return true;
  }

  #act(alias: string, action: string, { note }: z.output<typeof NOTE>): boolean {
    const alert = this.#open(alias);
    if (!alert) return false;
    alert.notes.push(note);
    if (action === 'close') alert.status = 'closed';
    return true;
  }
}
