import { createHash } from 'node:crypto';
import type { PodTemplate } from './object.ts';

/** The label that a Deployment's controller adds to each ReplicaSet's template: it says nothing about what runs. */
const HASH_LABEL = 'pod-template-hash';
/** The annotation by which kubectl restarts. */
export const RESTARTED = 'kubectl.kubernetes.io/restartedAt';

/** A ReplicaSet's template as its Deployment had it. */
export function withoutHash(template: PodTemplate): PodTemplate {
  const { [HASH_LABEL]: _, ...labels } = template.metadata?.labels ?? {};
  if (template.metadata?.labels === undefined) return template;
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** A template without the mark of a restart: that is the same version once more, and no deploy. */
function withoutRestart(template: PodTemplate): PodTemplate {
  const { [RESTARTED]: restarted, ...annotations } = template.metadata?.annotations ?? {};
  return restarted === undefined ? template : { ...template, metadata: { ...template.metadata, annotations } };
}

/** What a version is known by (G2): the hash of its content without `pod-template-hash` and restarts, the order of keys aside. */
export const templateHash = (template: PodTemplate): string =>
  createHash('sha256')
    .update(canonical(withoutRestart(withoutHash(template))))
    .digest('hex')
    .slice(0, 16);

/** Semantically equal, as kubectl compares a template with a revision's. */
export const isSameTemplate = (a: PodTemplate, b: PodTemplate): boolean =>
  canonical(withoutHash(a)) === canonical(withoutHash(b));

/** What is empty is absent: API servers fill either in (`apiequality.Semantic`). */
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const of = value as Readonly<Record<string, unknown>>;
  const entries = Object.keys(of)
    .toSorted()
    .flatMap((key) => (isNothing(of[key]) ? [] : [`${JSON.stringify(key)}:${canonical(of[key])}`]));
  return `{${entries.join(',')}}`;
}

/** Containers whose image differs, by name: `backend: 1.8.2 → 1.8.3` in words is for whoever shows it. */
export function imageChanges(
  from: PodTemplate,
  to: PodTemplate,
): readonly { readonly container: string; readonly from?: string; readonly to?: string }[] {
  const [before, after] = [imagesOf(from), imagesOf(to)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((container) => {
    const [was, is] = [before.get(container), after.get(container)];
    return was === is
      ? []
      : [{ container, ...(was !== undefined && { from: was }), ...(is !== undefined && { to: is }) }];
  });
}

const imagesOf = ({ spec: { containers, initContainers = [] } }: PodTemplate): ReadonlyMap<string, string> =>
  new Map([...initContainers, ...containers].map(({ name, image = '' }) => [name, image]));
