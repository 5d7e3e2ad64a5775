import type { Plan } from '../../src/core/plan.ts';
import { HOUR } from '../../src/core/time/instant.ts';
import type { Simulation } from '../../src/simulation/driver.ts';
import { alertmanager, prometheusAlert } from './alerts.ts';
import { shop } from './plan.ts';

export const TOKEN = 'token-of-a-tool';
export const section = {
  token: TOKEN,
  severity: 'P3',
  severities: { critical: 'P2' },
  monitorLabel: 'service',
} as const;

/** The shop, told of alerts; one ladder for each severity. */
export const listening = (more: Partial<Plan> = {}): Plan =>
  shop({ inbound: { alertmanager: section, cloudwatch: section, generic: section }, ...more });

export const send = (s: Simulation, source: string, payload: unknown) =>
  s.inbound({ source, token: TOKEN, body: JSON.stringify(payload) });
export const fires = (s: Simulation, more: Record<string, unknown> = {}) =>
  send(s, 'alertmanager', alertmanager(prometheusAlert(more)));
/** Labels that name none of our monitors. */
export const elsewhere = { labels: { alertname: 'HighErrorRate', severity: 'critical', service: 'search' } };
export const open = (s: Simulation, title: string, severity: 'P1' | 'P2' | 'P3', monitor?: string) =>
  s.answer({ action: 'open', title, severity, by: 'ada', via: 'console', ...(monitor && { monitor }) });
export const resolve = (s: Simulation, incident: string, more: { why?: string } = {}) =>
  s.answer({ action: 'resolve', incident, by: 'ada', via: 'console', for: HOUR, ...more });
export const iso = (at: number) => new Date(at).toISOString();
