import type { SignKind } from './logs/recognisers.ts';

/** What is likely behind a kind of finding: the section and the words of the runbook's causes. */
export interface Likely {
  /** `own`: the section of what the workload is. */
  readonly section: Section | 'own';
  readonly cause?: string;
  /** No fault by itself: worth a look where something else is wrong. */
  readonly hint?: true;
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

/** What is found on every platform, whatever runs there. */
export const LIKELY: Readonly<Record<SignKind | 'crash' | 'not ready' | 'image' | 'near its limit', Likely>> = {
  'database credentials': { section: '2.4', cause: 'Incorrect database credentials or connection string' },
  'database missing': { section: '2.4', cause: 'Incorrect connection string, or a migration that did not run' },
  'database full': { section: '2.4', cause: 'Database full or resource exhaustion' },
  'database unreachable': { section: '2.4', cause: 'Database server is down or unreachable' },
  'peer unreachable': {
    section: 'own',
    cause: 'What it calls is down, or its address (NEXT_PUBLIC_API_BASE_URL) is incorrect',
  },
  'variable missing': { section: '2.2', cause: 'Incorrect environment variables' },
  'config refused': { section: 'own', cause: 'Incorrect configuration' },
  'module missing': { section: 'own', cause: 'Build issues: files are missing in the image' },
  'port in use': { section: '2.1', cause: 'Port conflicts on the host' },
  'out of memory': { section: '2.7', cause: 'Insufficient memory allocated to the container' },
  'disk full': { section: '2.7', cause: 'Insufficient resources: a disk is full' },
  'python error': { section: '2.2', cause: 'Application error' },
  'node error': { section: '2.3', cause: 'JavaScript runtime errors' },
  crash: { section: 'own' },
  'not ready': { section: 'own' },
  'near its limit': { section: '2.7', cause: 'Insufficient resources', hint: true },
  image: { section: '2.5', cause: 'Deployment errors: the image cannot be had' },
};

/** The section and the words, for what is called `name`. */
export function likelyIn(
  { section, cause }: Likely,
  name: string,
): { readonly section: Section; readonly cause: string } {
  const role = ROLES.find(({ named }) => named.test(name))!;
  return section === 'own' ? { section: role.section, cause: cause ?? role.cause } : { section, cause: cause ?? '' };
}
