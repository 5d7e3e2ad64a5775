import type { Workload } from '../object.ts';

/** Marks of what would undo a change by itself, and what is to be done instead (G4). */
const GITOPS: readonly (readonly [mark: RegExp, owner: string])[] = [
  [/^argocd\.argoproj\.io\//, 'Argo CD'],
  [/^(kustomize|helm)\.toolkit\.fluxcd\.io\//, 'Flux'],
];
/** What a team writes on a template that no remedy is to touch. */
const OPT_OUT = 'tocsin.dev/remedies';

/** Why a workload is not to be changed from outside, whatever the remedy; `undefined` where nothing speaks against it (G4). */
export function untouchable({ metadata, spec }: Workload): string | undefined {
  const marks = Object.keys({ ...metadata.labels, ...metadata.annotations });
  const owner = GITOPS.find(([mark]) => marks.some((each) => mark.test(each)))?.[1];
  if (owner !== undefined)
    return `${owner} owns it and would put its own version back: use a \`pipeline\` that reverts the change in Git`;
  if ([metadata.annotations, spec.template.metadata?.annotations].some((all) => all?.[OPT_OUT] === 'never'))
    return `its annotation ${OPT_OUT}: never says that no remedy may touch it`;
  if (spec.paused) return 'it is paused: whoever paused it is at work there';
  if (spec.replicas === 0) return 'it is scaled to zero: somebody took it down';
  return undefined;
}
