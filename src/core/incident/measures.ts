import { isDrill } from '../drill/group.ts';
import { pagesOf } from '../escalation/pages.ts';
import { acceptedPage } from '../escalation/spent.ts';
import type { Datum } from '../metrics.ts';
import type { Facts } from './facts.ts';
import type { Incident } from './incident.ts';

/**
 * What a write of an incident's head has to tell: that it opened, how long it took to detect, page, acknowledge and
 * recover, and what became of a page. Derived from the head before and after; the same write twice tells the same.
 * A drill counts where its pages do, not as an incident.
 */
export function measuresOf(was: Incident | null, incident: Incident): readonly Datum[] {
  const before = was?.id === incident.id && was.generation === incident.generation ? was : null;
  const facts = incident.unfiled?.version === incident.version ? incident.unfiled.facts : undefined;
  const pages = pageData(facts, incident);
  if (isDrill(incident)) return pages;
  return [
    ...opened(before, incident),
    ...firstPaged(before, facts, incident),
    ...acknowledged(before, incident),
    ...recovered(before, incident),
    ...pages,
  ];
}

/** From the first bad look until it was confirmed. What people reported, or what opens again, nobody detected (C3, I7). */
function opened(before: Incident | null, incident: Incident): readonly Datum[] {
  const { openedAt, suspectedAt, severity, generation, failing } = incident;
  if (openedAt === null || (before?.openedAt ?? null) !== null) return [];
  const count = { metric: 'incidents', about: { Severity: severity ?? 'none' }, value: 1, at: openedAt } as const;
  const isDetected = generation === 1 && Object.values(failing).some(({ reported }) => !reported);
  return isDetected ? [count, time('timeToDetect', suspectedAt, openedAt)] : [count];
}

/** From opening until a channel first accepted a page; one that did not reach its person is none, and the next is told as well. */
function firstPaged(before: Incident | null, facts: Facts | undefined, incident: Incident): readonly Datum[] {
  const isAccepted = facts?.delivery?.type === 'page' && facts.delivery.got.is === 'accepted';
  if (!isAccepted || incident.openedAt === null || (before && wasPaged(before))) return [];
  return [time('timeToPage', incident.openedAt, incident.changedAt)];
}

/** Pages that the head no longer holds one by one were accepted, or somebody else was reached by them. */
const wasPaged = (incident: Incident): boolean =>
  pagesOf(incident).some((page) => acceptedPage(page).length > 0) ||
  (incident.paged !== undefined && Object.keys(incident.reached).length > 0);

/** From when paging began, or began anew, until somebody answered. */
function acknowledged(before: Incident | null, { attention, ladder, openedAt }: Incident): readonly Datum[] {
  if (attention.is !== 'acknowledged' || openedAt === null) return [];
  if (before?.attention.is === 'acknowledged' && before.attention.at === attention.at) return [];
  return [time('timeToAcknowledge', ladder?.startsAt ?? openedAt, attention.at)];
}

/** From opening until it recovered for good: said when it closes, for until then it may fail again (C1). */
function recovered(before: Incident | null, { phase, openedAt, recoveredAt }: Incident): readonly Datum[] {
  if (phase !== 'closed' || before?.phase === 'closed' || openedAt === null || recoveredAt === null) return [];
  return [time('timeToRecover', openedAt, recoveredAt)];
}

/** What a channel made of a page; one that is held back is no send (I4). */
function pageData(facts: Facts | undefined, { changedAt: at }: Incident): readonly Datum[] {
  const { delivery, unreached } = facts ?? {};
  const page = (Channel: string, Outcome: string): Datum => ({
    metric: 'pages',
    about: { Channel, Outcome },
    value: 1,
    at,
  });
  if (unreached) return [page(unreached.channel, 'unreached')];
  return delivery?.type === 'page' && delivery.got.is !== 'held' ? [page(delivery.channel, delivery.got.is)] : [];
}

const time = (metric: Datum['metric'], from: number, to: number): Datum => ({
  metric,
  about: {},
  // A ladder may count from a moment that is still to come.
  value: Math.max(0, to - from),
  at: to,
});
