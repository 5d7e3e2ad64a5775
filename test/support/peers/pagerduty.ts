import * as z from 'zod';
import { TestServer } from '../server.ts';

const base = { routing_key: z.string().length(32), dedup_key: z.string().min(1).max(255) };
const web = z.url({ protocol: /^https?$/ });

/** The documented schema of an alert event, with `dedup_key`, which we always send (developer.pagerduty.com, Events API v2). */
const EVENT = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...base,
    event_action: z.literal('trigger'),
    client: z.string().optional(),
    client_url: web.optional(),
    links: z.array(z.strictObject({ href: web, text: z.string().optional() })).optional(),
    payload: z.strictObject({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime(),
      custom_details: z.record(z.string(), z.string()),
    }),
  }),
  z.strictObject({ ...base, event_action: z.literal('acknowledge') }),
  z.strictObject({ ...base, event_action: z.literal('resolve') }),
]);
export type PagerDutyEvent = z.output<typeof EVENT>;
type Trigger = Extract<PagerDutyEvent, { event_action: 'trigger' }>;

interface Alert {
  readonly key: string;
  state: 'triggered' | 'acknowledged' | 'resolved';
  readonly log: Trigger['payload'][];
}

/** The documented schema of a change event. */
const CHANGE = z.strictObject({
  routing_key: z.string().length(32),
  payload: z.strictObject({
    summary: z.string().min(1).max(1024),
    timestamp: z.iso.datetime(),
    source: z.string(),
    custom_details: z.record(z.string(), z.string()),
  }),
  links: z.array(z.strictObject({ href: web, text: z.string() })),
});

const SIZE = 512 * 1024;

/**
 * The Events API v2 of one service, as documented: one open alert for a key, what does not fit an open alert is dropped,
 * an acknowledged one rings no more, a trigger after a resolve opens a new one.
 */
export class PagerDutyPeer extends TestServer {
  readonly key = 'e'.repeat(32);
  readonly events: PagerDutyEvent[] = [];
  readonly changes: z.output<typeof CHANGE>[] = [];
  readonly alerts: Alert[] = [];
  /** How often somebody's phone rang. */
  rung = 0;

  constructor() {
    super();
    this.answer(({ method, path, headers, body }, response) => {
      const says = (status: number, text: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(text));
      const invalid = (...errors: string[]) =>
        says(400, { status: 'invalid event', message: 'Event object is invalid', errors });
      if (method === 'POST' && path === '/v2/change/enqueue') {
        const change = CHANGE.safeParse(JSON.parse(body));
        if (!change.success) return invalid(...change.error.issues.map((i) => `'${i.path.join('.')}' ${i.message}`));
        if (change.data.routing_key !== this.key) return invalid("'routing_key' is not of this service");
        this.changes.push(change.data);
        return says(202, { status: 'success', message: 'Change event processed' });
      }
      if (method !== 'POST' || path !== '/v2/enqueue') return says(404, { status: 'error' });
      if (headers['content-type'] !== 'application/json' || Buffer.byteLength(body) > SIZE) return invalid('size');
      const parsed = EVENT.safeParse(JSON.parse(body));
      if (!parsed.success) return invalid(...parsed.error.issues.map((i) => `'${i.path.join('.')}' ${i.message}`));
      if (parsed.data.routing_key !== this.key) return invalid("'routing_key' is not of this service");
      this.#take(parsed.data);
      return says(202, { status: 'success', message: 'Event processed', dedup_key: parsed.data.dedup_key });
    });
  }

  #take(event: PagerDutyEvent): void {
    this.events.push(event);
    const open = this.alerts.find(({ key, state }) => key === event.dedup_key && state !== 'resolved');
    if (event.event_action === 'trigger') {
      if (!open) this.rung++;
      if (open) open.log.push(event.payload);
      else this.alerts.push({ key: event.dedup_key, state: 'triggered', log: [event.payload] });
    } else if (open) open.state = event.event_action === 'resolve' ? 'resolved' : 'acknowledged';
  }
}
