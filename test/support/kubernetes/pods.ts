import type { ContainerStatus, Pod } from '../../../src/kubernetes/evidence/pod.ts';

/** A pod as the API server has it; `container`: what is special of its one container. */
export const pod = (
  name: string,
  container: Partial<ContainerStatus> = {},
  status: Partial<Pod['status']> = {},
): Pod => ({
  metadata: { name, uid: `uid-${name}`, namespace: 'shop' },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'backend',
        ready: true,
        restartCount: 0,
        state: { running: { startedAt: '2026-11-02T13:00:00Z' } },
        ...container,
      },
    ],
    ...status,
  },
});
