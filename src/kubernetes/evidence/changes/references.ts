import type { PodTemplate } from '../../object.ts';

/** Where a template may name a ConfigMap. */
interface Container {
  readonly envFrom?: readonly { readonly configMapRef?: Named }[];
  readonly env?: readonly { readonly valueFrom?: { readonly configMapKeyRef?: Named } }[];
}
interface Volume {
  readonly configMap?: Named;
  readonly projected?: { readonly sources?: readonly { readonly configMap?: Named }[] };
}
type Named = { readonly name?: string };

/** The ConfigMaps that pods of a template read: as variables or as files. */
export function configMapsOf({ spec }: PodTemplate): ReadonlySet<string> {
  const {
    containers,
    initContainers = [],
    volumes = [],
  } = spec as unknown as {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly Volume[];
  };
  const named = [
    ...[...initContainers, ...containers].flatMap(({ envFrom = [], env = [] }) => [
      ...envFrom.map(({ configMapRef }) => configMapRef),
      ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef),
    ]),
    ...volumes.flatMap(({ configMap, projected }) => [
      configMap,
      ...(projected?.sources ?? []).map((source) => source.configMap),
    ]),
  ];
  return new Set(named.flatMap((each) => each?.name ?? []));
}
