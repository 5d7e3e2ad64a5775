import type { OnCallNow } from '../../core/escalation/oncall.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { mutesAt } from '../../core/incident/maintenance.ts';
import type { Mute } from '../../core/incident/mute.ts';
import { isOver } from '../../core/incident/over.ts';
import { contextOf } from '../../core/incident/transact.ts';
import type { Message } from '../../core/message/message.ts';
import { locationsOf } from '../../core/plan.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { ApiPorts, Demo } from '../ports.ts';
import { byUrgency, calmHeadline, type Headline, incidentHeadline, withOthers } from './headline.ts';
import { type MonitorView, monitorView } from './monitor.ts';

/** How many messages of the console channel are shown. */
const MESSAGES = 20;

/** Everything the console's first screen shows, at one moment. */
export interface Status {
  readonly name: string;
  readonly at: Instant;
  readonly version: string;
  readonly started: Instant;
  /** The zone that clock times inside sentences are written in. */
  readonly zone: string;
  readonly headline: Headline;
  readonly monitors: readonly MonitorView[];
  /** Ids of what is suspected or open, the foremost first. */
  readonly incidents: readonly string[];
  /** Version per group's newest incident: where one moves, its incident is worth reading again. */
  readonly versions: Readonly<Record<string, number>>;
  readonly oncall: readonly OnCallNow[];
  readonly people: readonly string[];
  readonly mutes: readonly Mute[];
  readonly outbox: readonly (Message & { readonly channel: string })[];
  readonly demo?: { readonly faults: Demo['faults']; readonly broken: readonly string[] };
}

/** Reads the whole status; one read per store. */
export async function statusOf(ports: ApiPorts): Promise<Status> {
  const { plan, explain, demo } = ports;
  const now = ports.clock.now();
  const [heads, latest, set, outbox] = await Promise.all([
    ports.incidents.heads(),
    ports.history.latest(),
    ports.mutes.current(now),
    ports.outbox.recent(MESSAGES),
  ]);
  const mutes = mutesAt(plan, set, now);
  const open = byUrgency(heads.filter((head) => !isOver(head)));
  const byGroup = new Map(open.map((incident) => [incident.group, incident]));
  const monitors = await Promise.all(
    Object.values(plan.monitors).map((monitor) => {
      const incident = byGroup.get(monitor.group);
      return monitorView(monitor, {
        now,
        locations: locationsOf(plan, monitor.name),
        latest,
        mutes,
        history: ports.history,
        ...(incident && { incident }),
      });
    }),
  );
  return {
    name: plan.name,
    at: now,
    version: ports.version,
    started: ports.started,
    zone: plan.timezone,
    headline: await headlineOf(open, monitors, ports, now),
    monitors,
    incidents: open.map(({ id }) => id),
    versions: Object.fromEntries(heads.map(({ id, version }) => [id, version])),
    oncall: explain.oncall(plan, now),
    people: Object.keys(plan.policy.roster.people),
    mutes,
    outbox,
    ...(demo && { demo: { faults: demo.faults, broken: demo.broken() } }),
  };
}

async function headlineOf(
  open: readonly Incident[],
  monitors: readonly MonitorView[],
  ports: ApiPorts,
  now: Instant,
): Promise<Headline> {
  const [first, ...others] = open;
  if (!first) return calmHeadline(ports.plan.name, monitors, now);
  const context = await contextOf(contextPorts(ports), first);
  return withOthers(
    incidentHeadline(first, context, ports.explain),
    others.filter(({ phase }) => phase === 'open').length,
  );
}

/** What a context is built from; the config is read anew each time. */
export const contextPorts = (ports: Pick<ApiPorts, 'clock' | 'incidents' | 'policies' | 'mutes' | 'plan'>) => ({
  clock: ports.clock,
  incidents: ports.incidents,
  policies: ports.policies,
  mutes: ports.mutes,
  plan: () => ports.plan,
});
