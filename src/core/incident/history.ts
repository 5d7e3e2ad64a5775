import type { Plan, Policy } from '../plan.ts';
import type { Incident, Row } from './incident.ts';

/** A whole incident, to be kept or lived through again: `GET /api/incidents/ID/history`, `tocsin replay`. */
export interface History {
  readonly version: 1;
  readonly incident: Incident;
  /** All of them, oldest first. */
  readonly rows: readonly Row[];
  /** The policy it followed (E1); `null` where it is no longer known. */
  readonly policy: Policy | null;
  /** The config of when this was written down, without the kinds' own settings; `null` where nobody had it at hand. */
  readonly plan: Plan | null;
}

/** A plan without what kinds were told: no addresses of services, no secrets, nothing that deciding needs. */
export function bare(plan: Plan): Plan {
  const without = <T extends { readonly settings: Readonly<Record<string, unknown>> }>(
    all: Readonly<Record<string, T>>,
  ) => Object.fromEntries(Object.entries(all).map(([name, each]) => [name, { ...each, settings: {} }]));
  const { heartbeat: _, ...rest } = plan;
  const { host, port, publicUrl } = plan.console;
  return {
    ...rest,
    monitors: without(plan.monitors),
    channels: without(plan.channels),
    remedies: without(plan.remedies),
    agents: {},
    inbound: {},
    clusters: {},
    console: { host, port, ...(publicUrl !== undefined && { publicUrl }) },
    allowNetworks: [],
  };
}
