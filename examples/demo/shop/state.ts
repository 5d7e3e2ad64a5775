/** What can be broken, with the words on the console's buttons and what to expect. */
export const FAULTS = [
  {
    name: 'backend-500',
    label: 'Backend answers 500',
    text: 'The backend fails every request; the page shows an error: P1.',
  },
  { name: 'backend-slow', label: 'Backend slow', text: 'The backend takes over a second: degraded, not down.' },
  {
    name: 'database',
    label: 'Database down',
    text: 'The backend loses its database: named as the suspect, no rollback is offered.',
  },
  { name: 'frontend-blank', label: 'Frontend blank', text: 'The page answers 200 and shows nothing.' },
  { name: 'asset', label: 'Asset missing', text: 'The page names a script that is not there.' },
  { name: 'ingress', label: 'Ingress down', text: 'Nothing answers any more: one P1, the others are its symptoms.' },
  {
    name: 'deploy',
    label: 'Bad deploy',
    text: 'A new version fails its health check: a rollback waits for your approval.',
  },
] as const;

export type Fault = (typeof FAULTS)[number]['name'];

export const isFault = (name: string): name is Fault => FAULTS.some((fault) => fault.name === name);

export interface Version {
  readonly number: string;
  readonly deployedAt: number;
  readonly healthy: boolean;
}

export const GOOD = '1.8.2';
export const BAD = '1.8.3';

/** The shop's truth: what is broken, and which version runs. Shared by its servers. */
export class ShopState {
  readonly broken = new Set<Fault>();
  /** Newest first. The good one has been running for a day. */
  versions: readonly Version[];

  constructor(now: number) {
    this.versions = [{ number: GOOD, deployedAt: now - 86_400_000, healthy: true }];
  }

  get current(): Version {
    return this.versions[0]!;
  }

  get previous(): Version | undefined {
    return this.versions[1];
  }

  deploy(number: string, healthy: boolean, now: number): void {
    this.versions = [{ number, deployedAt: now, healthy }, ...this.versions].slice(0, 5);
  }

  /** The version before runs again. What it replaced is forgotten: nobody should roll back to it. */
  rollBack(now: number): void {
    const { previous } = this;
    if (!previous) return;
    this.versions = [{ ...previous, deployedAt: now }];
    this.broken.delete('deploy');
  }
}
