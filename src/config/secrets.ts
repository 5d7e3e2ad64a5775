import type { Plan } from '../core/plan.ts';

const REFERENCE = /\$\{secret:([a-zA-Z0-9_.-]+)\}/g;

/** A copy with every `${secret:name}` replaced; references that `get` does not know stay as they are. */
export function resolveDeep<T>(value: T, get: (name: string) => string | undefined): T {
  if (typeof value === 'string') return value.replace(REFERENCE, (whole, name: string) => get(name) ?? whole) as T;
  if (Array.isArray(value)) return value.map((inner) => resolveDeep(inner, get)) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveDeep(inner, get)])) as T;
  return value;
}

/** Names of the secrets that a value refers to. */
export const secretsIn = (value: unknown): readonly string[] => [
  ...new Set([...JSON.stringify(value ?? null).matchAll(REFERENCE)].map(([, name]) => name!)),
];

/** Every secret of a plan with what uses it: `channel slack`. */
export function secretsOf(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>();
  const note = (what: string, value: unknown) => {
    for (const name of secretsIn(value)) uses.set(name, [...(uses.get(name) ?? []), what]);
  };
  for (const monitor of Object.values(plan.monitors)) note(`monitor ${monitor.name}`, monitor.settings);
  for (const channel of Object.values(plan.channels)) note(`channel ${channel.name}`, channel.settings);
  for (const remedy of Object.values(plan.remedies)) note(`remedy ${remedy.name}`, remedy.settings);
  for (const [name, { token }] of Object.entries(plan.inbound)) note(`inbound ${name}`, token);
  for (const [name, agent] of Object.entries(plan.agents)) note(`agent ${name}`, agent);
  for (const [name, cluster] of Object.entries(plan.clusters)) note(`cluster ${name}`, cluster);
  note('deploys', plan.deploys);
  for (const source of Object.values(plan.evidence ?? {})) note(`evidence ${source.name}`, source.settings);
  note('heartbeat', plan.heartbeat);
  note('console', plan.console);
  note('control', plan.control);
  return uses;
}
