import type { Finding } from '../finding.ts';
import type { Ingress, Service } from './objects.ts';

/** An ingress that leads to a service of the workload. */
export interface IngressSeen {
  readonly name: string;
  readonly class?: string;
  readonly hosts: readonly string[];
  /** Where its controller takes requests, as it says itself. */
  readonly addresses: readonly string[];
  /** Names of the secrets that hold its certificates; they are not read. */
  readonly certificates?: readonly string[];
}

/** More is no evidence for people. */
const [HOSTS, CERTIFICATES] = [8, 4];

interface Route {
  readonly host: string | undefined;
  readonly service: string;
  readonly port: string | number | undefined;
}

const routesOf = ({ spec = {} }: Ingress): readonly Route[] =>
  [
    ...(spec.rules ?? []).flatMap(({ host, http }) => (http?.paths ?? []).map(({ backend }) => ({ host, backend }))),
    ...(spec.defaultBackend ? [{ host: undefined, backend: spec.defaultBackend }] : []),
  ].flatMap(({ host, backend: { service } }) =>
    service ? [{ host, service: service.name, port: service.port?.number ?? service.port?.name }] : [],
  );

/** Names of all the services that ingresses lead to. */
export const routedServices = (ingresses: readonly Ingress[]): readonly string[] =>
  ingresses.flatMap((each) => routesOf(each).map(({ service }) => service));

/** Those that lead to one of the services. */
export const ingressesOf = (ingresses: readonly Ingress[], services: readonly Service[]): readonly Ingress[] =>
  ingresses.filter((ingress) =>
    routesOf(ingress).some(({ service }) => services.some(({ metadata }) => metadata.name === service)),
  );

export function ingressSeen(ingress: Ingress, services: readonly Service[]): IngressSeen {
  const { metadata, spec = {}, status } = ingress;
  const own = routesOf(ingress).filter(({ service }) => services.some((each) => each.metadata.name === service));
  const hosts = [...new Set(own.flatMap(({ host }) => host ?? []))].slice(0, HOSTS);
  const certificates = (spec.tls ?? []).flatMap(({ secretName }) => secretName ?? []).slice(0, CERTIFICATES);
  return {
    name: metadata.name,
    ...(spec.ingressClassName !== undefined && { class: spec.ingressClassName }),
    hosts,
    addresses: (status?.loadBalancer?.ingress ?? [])
      .flatMap(({ ip, hostname }) => ip ?? hostname ?? [])
      .slice(0, HOSTS),
    ...(certificates.length > 0 && { certificates }),
  };
}

/** What of an ingress leads nowhere: no controller took it up, or a service or port that is not there. */
export function brokenRoutes(ingress: Ingress, all: readonly Service[]): readonly Finding[] {
  const { metadata, status } = ingress;
  const object = `ingress/${metadata.name}`;
  const taken = (status?.loadBalancer?.ingress ?? []).length > 0;
  const routes = routesOf(ingress).flatMap(({ host = 'any host', service, port }): readonly Finding[] => {
    const found = all.find((each) => each.metadata.name === service);
    const way = `ingress ${metadata.name} leads ${host} to service ${service}`;
    if (!found) return [{ is: 'no such service', text: `${way}, which does not exist`, object }];
    const ports = found.spec?.ports ?? [];
    return port === undefined || ports.some((each) => each.port === port || each.name === port)
      ? []
      : [
          {
            is: 'no such port',
            text: `${way} port ${port}, which has ${ports.map((each) => each.port).join(', ')}`,
            object,
          },
        ];
  });
  return [
    ...(taken
      ? []
      : [
          {
            is: 'ingress without address',
            text: `ingress ${metadata.name} has no address: no controller has taken it up`,
            object,
          } as const,
        ]),
    ...new Map(routes.map((each) => [each.text, each])).values(),
  ];
}
