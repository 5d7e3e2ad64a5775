import { createHmac } from 'node:crypto';

export const WEBHOOK_SECRET = 'iPGdfZq1Xr8uQ7bQm9j0hw==';

export interface Told {
  readonly type: string;
  readonly key: string;
  /** When it happened, milliseconds UTC. */
  readonly at: number;
  readonly id?: string;
  readonly agent?: unknown;
}

export const user = (summary: string) => ({
  html_url: 'https://acme.pagerduty.com/users/PLH1HKV',
  id: 'PLH1HKV',
  self: 'https://api.pagerduty.com/users/PLH1HKV',
  summary,
  type: 'user_reference',
});

/** The envelope of webhooks v3, as its overview page has it. */
export const envelope = ({
  type,
  key,
  at,
  id = `01${type}${at}`.replace(/\W/g, ''),
  agent = user('Ada Lovelace'),
}: Told) => ({
  event: {
    id,
    event_type: type,
    resource_type: 'incident',
    occurred_at: new Date(at).toISOString(),
    agent,
    client: { name: 'PagerDuty' },
    data: {
      id: 'PGR0VU2',
      type: 'incident',
      self: 'https://api.pagerduty.com/incidents/PGR0VU2',
      html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
      number: 2,
      status: type.replace('incident.', ''),
      incident_key: key,
      created_at: '2020-04-09T15:16:27Z',
      title: 'P1 shop: backend is down — ünïcödé',
      service: { id: 'PF9KMXH', summary: 'API Service', type: 'service_reference' },
      assignees: [user('User 123')],
      urgency: 'high',
      resolve_reason: null,
    },
  },
});

export const v1 = (body: string, secret: string): string =>
  `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** A request as PagerDuty sends it; `secrets`: those it signs with, several while one is replaced. */
export function pagerDutyRequest(payload: unknown, secrets: readonly string[] = [WEBHOOK_SECRET]) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'PagerDuty-Webhook/V3.0',
      'x-pagerduty-signature': secrets.map((secret) => v1(body, secret)).join(','),
      'x-webhook-id': 'cfe1ac2d-5ab9-4c2b-a2ca-3b1ccb5da2a8',
      'x-webhook-subscription': 'PNRQ4Q8',
    } as Record<string, string>,
    body,
  };
}
