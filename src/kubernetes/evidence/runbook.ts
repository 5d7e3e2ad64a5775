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

/** What is likely behind a kind of finding: the section and the words of the runbook's causes, and what shows more. */
interface Row {
  /** `own`: the section of what the workload is. */
  readonly section: Section | 'own';
  readonly cause?: string;
  /** No fault by itself: worth a look where something else is wrong. */
  readonly hint?: true;
  readonly next: Next;
}

/** Sections of the runbook, and their pages in docs/runbook. Its first, what to look at always, has none. */
export const PAGES = {
  '1': undefined,
  '2.1': 'not-accessible',
  '2.2': 'backend-not-responding',
  '2.3': 'frontend-not-loading',
  '2.4': 'database-connection',
  '2.5': 'pipeline-failures',
  '2.6': 'monitoring-stack',
  '2.7': 'performance-degradation',
} as const;
export type Section = keyof typeof PAGES;

/** What a workload is, by its name; a backend where nothing else is said. The first row that fits counts. */
const ROLES: readonly { readonly named: RegExp; readonly section: Section; readonly cause: string }[] = [
  { named: /ingress|nginx|traefik/, section: '2.1', cause: 'Nginx/Ingress pod is not running' },
  { named: /prometheus|grafana|alertmanager/, section: '2.6', cause: 'Prometheus/Grafana pods not running' },
  {
    named: /postgres|mysql|mariadb|redis|mongo|\bdb\b/,
    section: '2.4',
    cause: 'Database server is down or unreachable',
  },
  { named: /front|next|web|\bui\b/, section: '2.3', cause: 'Frontend pod crashed or is not running' },
  { named: /(?:)/, section: '2.2', cause: 'Backend pod crashed or is not running' },
];

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
  image: { section: '2.5', cause: 'Deployment errors: the image cannot be had', next: all(describePod, history) },
  'database credentials': {
    section: '2.4',
    cause: 'Incorrect database credentials or connection string',
    next: all(template, logs),
  },
  'database missing': {
    section: '2.4',
    cause: 'Incorrect connection string, or a migration that did not run',
    next: all(template, logs),
  },
  'database full': { section: '2.4', cause: 'Database full or resource exhaustion', next: all(logs, shell) },
  'database unreachable': {
    section: '2.4',
    cause: 'Database server is down or unreachable',
    next: all(say('get pods,services,endpointslices'), shell),
  },
  'peer unreachable': {
    section: 'own',
    cause: 'What it calls is down, or its address (NEXT_PUBLIC_API_BASE_URL) is incorrect',
    next: all(say('get pods,services,endpointslices'), template),
  },
  'variable missing': { section: '2.2', cause: 'Incorrect environment variables', next: all(template, previous) },
  'config refused': { section: 'own', cause: 'Incorrect configuration', next: all(template, history) },
  'module missing': { section: 'own', cause: 'Build issues: files are missing in the image', next: all(history, logs) },
  'port conflict': { section: '2.1', cause: 'Port conflicts on the host', next: all(describePod, topNodes) },
  'port in use': { section: '2.1', cause: 'Port conflicts on the host', next: all(template, previous) },
  'out of memory': {
    section: '2.7',
    cause: 'Insufficient memory allocated to the container',
    next: all(({ kubectl, pod }) => [`${kubectl} top pod ${pod} --containers`], previous, describePod),
  },
  'disk full': { section: '2.7', cause: 'Insufficient resources: a disk is full', next: all(shell, describePod) },
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
  'python error': { section: '2.2', cause: 'Application error', next: all(logs, history) },
  'node error': { section: '2.3', cause: 'JavaScript runtime errors', next: all(logs, history) },
  crash: { section: 'own', next: all(previous, describePod) },
  'not ready': { section: 'own', next: all(logs, describePod) },
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
  'near its limit': { section: '2.7', cause: 'Insufficient resources', hint: true, next: all(topPods, topNodes) },
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
export function likely(
  { is }: Finding,
  { name }: Pick<WorkloadRef, 'name'>,
): { readonly section: Section; readonly cause: string } {
  const { section, cause } = RUNBOOK[is];
  const role = ROLES.find(({ named }) => named.test(name))!;
  return section === 'own' ? { section: role.section, cause: cause ?? role.cause } : { section, cause: cause ?? '' };
}
