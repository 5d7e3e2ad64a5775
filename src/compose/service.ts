import type { MonitorPlan } from '../core/plan.ts';

/** A service of a project of Docker Compose, on the machine whose engine listens at `socket`. */
export interface ServiceRef {
  readonly project: string;
  readonly service: string;
  readonly socket: string;
}

/** Where the engine listens unless the config says otherwise. */
export const SOCKET = '/var/run/docker.sock';

/** Its name in what is remembered: `compose/shop/backend`; another engine's is another one. */
export const keyOf = ({ project, service, socket }: ServiceRef): string =>
  `compose/${project}/${service}${socket === SOCKET ? '' : `@${socket}`}`;

/** A service as people know it. */
export const targetOf = ({ project, service }: ServiceRef): string => `Compose service ${project}/${service}`;

/** The service of a monitor as its plan has it; `undefined` where it names none. */
export function serviceOf({ workload }: Pick<MonitorPlan, 'workload'>): ServiceRef | undefined {
  const { compose: project, service, socket = SOCKET } = workload ?? {};
  return project === undefined || service === undefined ? undefined : { project, service, socket };
}
