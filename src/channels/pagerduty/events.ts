import type { Detail, Message } from '../../core/message/message.ts';
import type { Severity } from '../../core/severity/severity.ts';
import { cut } from '../cut.ts';
import { harmless } from '../harmless.ts';

/** Limits of the Events API v2 (developer.pagerduty.com, "Send an Alert Event" and "Size Limits"). */
const SUMMARY = 1024;
const DEDUP_KEY = 255;
const EVENT = 512 * 1024;
const DETAIL = 4096;
const LABEL = 255;

/** How bad it is in PagerDuty's words. */
const SEVERITY: Readonly<Record<Severity, string>> = { P1: 'critical', P2: 'error', P3: 'warning', P4: 'info' };

type Action = 'trigger' | 'acknowledge' | 'resolve';

/**
 * What PagerDuty has to hear, in order, all under the key of the thread:
 * - a page is a trigger. PagerDuty notifies nobody of an incident that is acknowledged, whatever is triggered: where
 *   paging began anew after that, the old alert is resolved first, so that the trigger opens another.
 * - news is a further trigger, kept in the alert's log, and once somebody has acknowledged also an acknowledgement; it
 *   comes last, so that nobody rings about an alert that was resolved there meanwhile.
 * - late news of something that is over is no trigger: it would open a new alert. An acknowledgement of nothing is dropped.
 */
export function actionsOf({ type, offers, anew }: Message): readonly Action[] {
  if (type === 'page') return anew ? ['resolve', 'trigger'] : ['trigger'];
  if (type === 'resolved') return ['resolve'];
  if (offers.length === 0) return ['acknowledge'];
  return offers.some(({ action }) => action === 'acknowledge') ? ['trigger'] : ['trigger', 'acknowledge'];
}

/** One event as JSON; of a trigger that is too large the last details are left out. */
export function event(action: Action, message: Message, routingKey: string): string {
  const base = { routing_key: routingKey, event_action: action, dedup_key: cut(message.thread, DEDUP_KEY) };
  if (action !== 'trigger') return JSON.stringify(base);
  const body = (details: readonly Detail[]) => JSON.stringify({ ...base, ...trigger(message, details) });
  return body(fitting(message.details, EVENT - Buffer.byteLength(body([]))));
}

/** The first details that together need no more than so many bytes. */
function fitting(details: readonly Detail[], room: number): readonly Detail[] {
  let left = room;
  const over = details.findIndex((detail) => {
    left -= Buffer.byteLength(JSON.stringify([entry(detail), ...linkOf(detail)]));
    return left < 0;
  });
  return over < 0 ? details : details.slice(0, over);
}

function trigger(message: Message, details: readonly Detail[]) {
  return {
    client: 'Tocsin',
    ...(message.link !== undefined && { client_url: message.link }),
    links: links(message, details),
    payload: {
      summary: cut(harmless(message.summary), SUMMARY),
      source: message.incident,
      severity: message.severity === null ? 'info' : SEVERITY[message.severity],
      timestamp: new Date(message.at).toISOString(),
      custom_details: {
        title: harmless(message.title),
        ...Object.fromEntries(details.map(entry)),
      },
    },
  };
}

const entry = ({ label, text }: Detail) => [harmless(label), cut(harmless(text), DETAIL)] as const;

/** The answers, then where to read on; each address once. */
function links({ offers, runbook }: Message, details: readonly Detail[]) {
  const all = [...offers, ...details, { href: runbook, label: 'Runbook' }].flatMap(linkOf);
  return all.filter(({ href }, i) => all.findIndex((other) => other.href === href) === i);
}

const linkOf = ({ href, label }: { readonly href?: string | undefined; readonly label: string }) =>
  href === undefined ? [] : [{ href, text: cut(harmless(label), LABEL) }];
