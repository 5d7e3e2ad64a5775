/** A container as `GET /containers/{id}/json` has it, as far as it is looked at. */
export interface Inspected {
  readonly Id: string;
  readonly Name: string;
  /** The id of its image. */
  readonly Image: string;
  readonly RestartCount?: number;
  readonly State: {
    /** created, running, paused, restarting, removing, exited or dead. */
    readonly Status: string;
    readonly OOMKilled?: boolean;
    readonly ExitCode?: number;
    readonly Error?: string;
    readonly StartedAt?: string;
    readonly FinishedAt?: string;
    readonly Health?: {
      readonly Status?: string;
      readonly Log?: readonly { readonly ExitCode?: number; readonly Output?: string }[] | null;
    } | null;
  };
  readonly Config: {
    /** As the project's files name it. */
    readonly Image: string;
    readonly Tty?: boolean;
    readonly Env?: readonly string[] | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
  };
  readonly HostConfig?: {
    readonly Memory?: number;
    readonly NanoCpus?: number;
    readonly RestartPolicy?: { readonly Name?: string } | null;
    readonly PortBindings?: Readonly<Record<string, readonly { readonly HostPort?: string }[] | null>> | null;
  } | null;
}

/** Labels that Compose gives its containers (compose, pkg/api/labels.go). */
export const LABELS = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  oneoff: 'com.docker.compose.oneoff',
  files: 'com.docker.compose.project.config_files',
  folder: 'com.docker.compose.project.working_dir',
  environment: 'com.docker.compose.project.environment_file',
  dependsOn: 'com.docker.compose.depends_on',
} as const;

export const labelOf = ({ Config: { Labels } }: Inspected, label: string): string | undefined => Labels?.[label];

/** As people know it: `shop-backend-1`. */
export const nameOf = ({ Name }: Pick<Inspected, 'Name'>): string => Name.replace(/^\//, '');

/** Milliseconds UTC; `undefined` where the engine has no such moment, which it writes as the year 1. */
export function momentOf(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return at > 0 ? at : undefined;
}

export const startedAt = ({ State }: Inspected): number | undefined => momentOf(State.StartedAt);

/** The first twelve digits, as Docker shows an id. */
export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);

/** What is not as it should be with a container, in words; `undefined` where it runs and no check of its own fails. */
export function ailing(container: Inspected): string | undefined {
  const { Status, ExitCode = 0, OOMKilled, Health } = container.State;
  const ended = `${Status} ${ExitCode}${OOMKilled ? ' (out of memory)' : ''}`;
  if (Status === 'exited' || Status === 'dead' || Status === 'restarting') return ended;
  if (Status !== 'running') return Status;
  return Health?.Status === 'unhealthy' ? 'unhealthy' : undefined;
}
