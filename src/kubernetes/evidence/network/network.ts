import type { PodTemplate } from '../../object.ts';
import { type Cluster, listOf } from '../cluster.ts';
import type { Finding } from '../finding.ts';
import { pointing, type Resolve } from './dns.ts';
import { brokenRoutes, type IngressSeen, ingressesOf, ingressSeen, routedServices } from './ingresses.ts';
import type { EndpointSlice, Ingress, Service } from './objects.ts';
import { emptyServices, type ServiceSeen, serviceSeen, servicesOf, strayServices } from './services.ts';

interface Objects {
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
}

/** The way to the pods, from outside inwards. */
export interface Network {
  readonly services: readonly ServiceSeen[];
  readonly ingresses: readonly IngressSeen[];
  readonly findings: readonly Finding[];
  /** As they are in the cluster, for whoever looks when they changed: those above, and all of the namespace. */
  readonly objects: Objects;
  readonly all: Objects;
}

/** More is no evidence for people. */
const MOST = 6;

/** Services that select the workload's pods, their endpoints, the ingresses that lead there, and where their names point. */
export async function networkOf(cluster: Cluster, template: PodTemplate, resolve: Resolve): Promise<Network> {
  const slices = listOf<EndpointSlice>(cluster, 'discovery.k8s.io/v1', 'endpointslices');
  const services = listOf<Service>(cluster, '', 'services');
  const ingresses = listOf<Ingress>(cluster, 'networking.k8s.io/v1', 'ingresses');
  // Names are asked for as soon as is known which: endpoints have nothing to do with them.
  const inwards = Promise.all([services, ingresses]).then(async ([known = [], every = []]) => {
    const mine = servicesOf(template, known);
    const leading = ingressesOf(every, mine).slice(0, MOST);
    const seen = leading.map((each) => ingressSeen(each, mine));
    return { mine, leading, seen, known, every, names: await pointing(cluster.inquiry, seen, resolve) };
  });
  const [{ mine, leading, seen, known, every, names }, found] = await Promise.all([inwards, slices]);
  const served = mine.slice(0, MOST).map((each) => serviceSeen(each, found));
  return {
    services: served,
    ingresses: seen,
    findings: [
      ...emptyServices(served),
      ...(mine.length === 0 ? strayServices(known, routedServices(every), found) : []),
      ...leading.flatMap((each) => brokenRoutes(each, known)),
      ...names,
    ],
    objects: { services: mine, ingresses: leading },
    all: { services: known, ingresses: every },
  };
}
