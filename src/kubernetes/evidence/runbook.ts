import { LIKELY, type Likely, likelyIn, type Section } from '../../diagnosis/runbook.ts';
import type { WorkloadRef } from '../kinds.ts';
import type { Finding, FindingKind } from './finding.ts';

/** What commands are about, as kubectl takes it. */
export interface About {
  /** With the namespace. */
  readonly kubectl: string;
  /** `deployment/backend-deployment`. */
  readonly workload: string;
  /** The pod that is meant, or whichever of the workload's kubectl takes. */
  readonly pod: string;
  /** ` --container backend`, where one is known. */
  readonly of: string;
  /** What else is meant: `service/backend-service`; the workload where nothing is. */
  readonly object: string;
}
type Next = (about: About) => readonly string[];

interface Row extends Likely {
  readonly next: Next;
}

const logs: Next = ({ kubectl, pod, of }) => [`${kubectl} logs ${pod}${of} --tail 100`];
const previous: Next = ({ kubectl, pod, of }) => [`${kubectl} logs ${pod}${of} --previous --tail 100`];
const describePod: Next = ({ kubectl, pod }) => [
  pod.includes('/') ? `${kubectl} describe ${pod}` : `${kubectl} describe pod ${pod}`,
];
const describe: Next = ({ kubectl, object }) => [`${kubectl} describe ${object}`];
const template: Next = ({ kubectl, workload }) => [`${kubectl} describe ${workload}`];
const history: Next = ({ kubectl, workload }) => [`${kubectl} rollout history ${workload}`];
/** In whichever pod runs: there is no shell in one that does not. */
const shell: Next = ({ kubectl, workload, of }) => [`${kubectl} exec -it ${workload}${of} -- sh`];
const topNodes: Next = () => ['kubectl top nodes'];
const topPods: Next = ({ kubectl }) => [`${kubectl} top pods --containers`];
const say =
  (command: string): Next =>
  ({ kubectl }) => [`${kubectl} ${command}`];
const all =
  (...next: readonly Next[]): Next =>
  (about) =>
    next.flatMap((each) => each(about));

/** By the kind of finding, the most telling first: in this order they are shown. */
export const RUNBOOK: Readonly<Record<FindingKind, Row>> = {
  'config missing': {
    section: '2.2',
    cause: 'Incorrect environment variables: a ConfigMap, Secret or key is missing',
    next: all(describePod, say('get configmaps,secrets')),
  },
  image: { ...LIKELY.image, next: all(describePod, history) },
  'database credentials': { ...LIKELY['database credentials'], next: all(template, logs) },
  'database missing': { ...LIKELY['database missing'], next: all(template, logs) },
  'database full': { ...LIKELY['database full'], next: all(logs, shell) },
  'database unreachable': {
    ...LIKELY['database unreachable'],
    next: all(say('get pods,services,endpointslices'), shell),
  },
  'peer unreachable': { ...LIKELY['peer unreachable'], next: all(say('get pods,services,endpointslices'), template) },
  'variable missing': { ...LIKELY['variable missing'], next: all(template, previous) },
  'config refused': { ...LIKELY['config refused'], next: all(template, history) },
  'module missing': { ...LIKELY['module missing'], next: all(history, logs) },
  'port conflict': { section: '2.1', cause: 'Port conflicts on the host', next: all(describePod, topNodes) },
  'port in use': { ...LIKELY['port in use'], next: all(template, previous) },
  'out of memory': {
    ...LIKELY['out of memory'],
    next: all(({ kubectl, pod }) => [`${kubectl} top pod ${pod} --containers`], previous, describePod),
  },
  'disk full': { ...LIKELY['disk full'], next: all(shell, describePod) },
  unschedulable: {
    section: '2.7',
    cause: 'Insufficient resources: no node has room',
    next: all(describePod, topNodes),
  },
  evicted: { section: '2.7', cause: 'Insufficient resources of the node', next: all(describePod, topNodes) },
  'node not ready': { section: '2.7', cause: 'Insufficient resources: a node is lost', next: all(describe, topNodes) },
  'node pressure': { section: '2.7', cause: 'Insufficient resources of the node', next: all(describe, topNodes) },
  quota: {
    section: '2.5',
    cause: 'Deployment errors: no more pods are allowed',
    next: all(say('describe resourcequotas'), template),
  },
  'no such service': {
    section: '2.1',
    cause: 'Incorrect Ingress configuration',
    next: all(describe, say('get services')),
  },
  'no such port': {
    section: '2.1',
    cause: 'Incorrect Ingress configuration',
    next: all(describe, say('get services')),
  },
  'ingress without address': {
    section: '2.1',
    cause: 'Nginx/Ingress pod is not running',
    next: all(describe, () => ['kubectl --namespace ingress-nginx get pods']),
  },
  'name does not resolve': {
    section: '2.1',
    cause: 'DNS does not point to the ingress controller',
    next: ({ kubectl, object }) => [`${kubectl} get ${object}`],
  },
  'python error': { ...LIKELY['python error'], next: all(logs, history) },
  'node error': { ...LIKELY['node error'], next: all(logs, history) },
  crash: { ...LIKELY.crash, next: all(previous, describePod) },
  'not ready': { ...LIKELY['not ready'], next: all(logs, describePod) },
  'no endpoints': { section: 'own', next: all(describe, say('get pods --output wide')) },
  'rollout failed': { section: '2.5', cause: 'Deployment errors', next: all(template, history) },
  changed: {
    section: '1',
    cause: 'Recent change',
    hint: true,
    next: ({ kubectl, object }) => [`${kubectl} get ${object} --output yaml --show-managed-fields`],
  },
  'proxy errors': { section: '2.1', cause: 'Incorrect Ingress configuration', hint: true, next: all(describe) },
  'at most replicas': { section: '2.7', cause: 'Increased traffic', hint: true, next: all(describe, topPods) },
  'near its limit': { ...LIKELY['near its limit'], next: all(topPods, topNodes) },
  'scaling blind': {
    section: '2.7',
    cause: 'Insufficient resources: not scaled',
    hint: true,
    next: all(describe, topPods),
  },
  'name points elsewhere': {
    section: '2.1',
    cause: 'DNS does not point to the ingress controller',
    hint: true,
    next: ({ kubectl, object }) => [`${kubectl} get ${object}`],
  },
};

/** What the runbook says of a finding. */
export const likely = (
  { is }: Finding,
  { name }: Pick<WorkloadRef, 'name'>,
): { readonly section: Section; readonly cause: string } => likelyIn(RUNBOOK[is], name);
