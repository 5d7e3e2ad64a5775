import type { PodTemplate } from '../../object.ts';
import type { Finding } from '../finding.ts';
import type { EndpointSlice, Service } from './objects.ts';

/** A service that leads to the workload's pods, and how many of their addresses it would use. */
export interface ServiceSeen {
  readonly name: string;
  /** Absent where the endpoints could not be seen. */
  readonly ready?: number;
  readonly addresses?: number;
}

/** The label by which a slice says whose it is. */
const OF = 'kubernetes.io/service-name';

/** Those whose selector fits the pods that the template makes. Without a selector somebody else keeps its endpoints. */
export function servicesOf(template: PodTemplate, services: readonly Service[]): readonly Service[] {
  const labels = template.metadata?.labels ?? {};
  return services.filter(({ spec }) => {
    const wanted = Object.entries(spec?.selector ?? {});
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
  });
}

/** An endpoint whose readiness nobody has said yet counts as ready (EndpointSlice API). */
export function serviceSeen(
  { metadata: { name } }: Service,
  slices: readonly EndpointSlice[] | undefined,
): ServiceSeen {
  if (!slices) return { name };
  const all = slices
    .filter(({ metadata }) => metadata.labels?.[OF] === name)
    .flatMap(({ endpoints }) => endpoints ?? []);
  return { name, ready: all.filter(({ conditions }) => conditions?.ready !== false).length, addresses: all.length };
}

export const emptyServices = (services: readonly ServiceSeen[]): readonly Finding[] =>
  services.flatMap(({ name, ready, addresses }) =>
    ready === 0
      ? [
          {
            is: 'no endpoints',
            text: `service ${name} has no ready address (0 of ${addresses})`,
            object: `service/${name}`,
          },
        ]
      : [],
  );

/**
 * Where no service selects the workload's pods: those that an ingress leads to and that select no pod at all, as after a
 * label was renamed on one side.
 */
export const strayServices = (
  services: readonly Service[],
  routed: readonly string[],
  slices: readonly EndpointSlice[] | undefined,
): readonly Finding[] =>
  services
    .filter(({ metadata, spec }) => routed.includes(metadata.name) && Object.keys(spec?.selector ?? {}).length > 0)
    .filter((each) => serviceSeen(each, slices).addresses === 0)
    .slice(0, 3)
    .map(({ metadata: { name }, spec }) => {
      const selector = Object.entries(spec!.selector!).map(([key, value]) => `${key}=${value}`);
      return {
        is: 'no endpoints',
        text: `service ${name} selects ${selector.join(', ')}, which no pod has`,
        object: `service/${name}`,
      };
    });
