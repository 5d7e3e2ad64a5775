import type { Deploy } from '../../core/deploy/deploy.ts';
import { cut } from '../cut.ts';
import { harmless } from '../harmless.ts';

/** Limit of a change event's summary (developer.pagerduty.com, "Send a Change Event"). */
const SUMMARY = 1024;

/** A change event: shown beside the service's incidents, and it notifies nobody. */
export function change({ version, monitors, by, at, url }: Deploy, name: string, routingKey: string): string {
  const of = monitors.length > 0 ? ` of ${monitors.join(', ')}` : '';
  return JSON.stringify({
    routing_key: routingKey,
    payload: {
      summary: cut(harmless(`${name}: ${version}${of} deployed by ${by}`), SUMMARY),
      timestamp: new Date(at).toISOString(),
      source: 'Tocsin',
      custom_details: { version: harmless(version), by: harmless(by) },
    },
    links: url === undefined ? [] : [{ href: url, text: 'Deploy' }],
  });
}
