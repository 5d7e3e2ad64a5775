import { describe, expect, it } from '@jest/globals';
import type { ContainerStatus, Pod } from '../../../src/kubernetes/evidence/pod.ts';
import { troublesOf } from '../../../src/kubernetes/evidence/trouble.ts';
import { pod } from '../../support/kubernetes/pods.ts';

const AT = '2026-11-02T14:01:00Z';
const waiting = (reason: string, message?: string, last?: object): Partial<ContainerStatus> => ({
  ready: false,
  restartCount: 4,
  state: { waiting: { reason, ...(message !== undefined && { message }) } },
  ...(last && { lastState: { terminated: last } }),
});

describe('why pods are not ready', () => {
  it.each([
    [
      'a crash loop, with how it ended',
      pod(
        'a',
        waiting('CrashLoopBackOff', 'back-off 5m0s restarting failed container', {
          reason: 'Error',
          exitCode: 1,
          finishedAt: AT,
        }),
      ),
      { reason: 'CrashLoopBackOff', detail: 'exit code 1', restarts: 4, since: Date.parse(AT), container: 'backend' },
    ],
    [
      'a crash loop for want of memory',
      pod('a', waiting('CrashLoopBackOff', '', { reason: 'OOMKilled', exitCode: 137, finishedAt: AT })),
      { reason: 'CrashLoopBackOff', detail: 'OOMKilled' },
    ],
    [
      'an image that cannot be had',
      pod('a', waiting('ImagePullBackOff', 'Back-off pulling image "shop/backend:1.8.4"')),
      { reason: 'ImagePullBackOff', detail: 'Back-off pulling image "shop/backend:1.8.4"' },
    ],
    [
      'an image whose address was signed',
      pod('a', waiting('ErrImagePull', 'failed to fetch https://r.example/x?X-Amz-Signature=abcdef&y=1: 403')),
      { detail: 'failed to fetch https://r.example/x?X-Amz-Signature=[redacted]&y=1: 403' },
    ],
    [
      'a ConfigMap that is missing, by its name',
      pod('a', waiting('CreateContainerConfigError', 'configmap "backend-config" not found')),
      { reason: 'CreateContainerConfigError', detail: 'configmap "backend-config" not found' },
    ],
    [
      'a key of a Secret that is missing',
      pod('a', waiting('CreateContainerConfigError', "couldn't find key SECRET_KEY in Secret shop/backend")),
      { detail: "couldn't find key SECRET_KEY in Secret shop/backend" },
    ],
    [
      'killed for its memory, and on its way again',
      pod('a', { ready: false, lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: AT } } }),
      { reason: 'OOMKilled' },
    ],
    [
      'no node with room for it',
      pod(
        'a',
        {},
        {
          phase: 'Pending',
          containerStatuses: [],
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/3 nodes are available: 3 Insufficient memory.',
              lastTransitionTime: AT,
            },
          ],
        },
      ),
      { reason: 'Unschedulable', detail: '0/3 nodes are available: 3 Insufficient memory.', since: Date.parse(AT) },
    ],
    [
      'evicted',
      pod('a', {}, { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage.' }),
      { reason: 'Evicted', detail: 'The node was low on resource: ephemeral-storage.' },
    ],
    [
      'an init container that fails, which the others wait for',
      pod('a', waiting('PodInitializing'), {
        initContainerStatuses: [
          { name: 'migrate', restartCount: 2, state: { terminated: { reason: 'Error', exitCode: 3 } } },
        ],
      }),
      { container: 'migrate', reason: 'Error', detail: 'exit code 3' },
    ],
    [
      'running, and not ready',
      pod('a', { ready: false }, { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: AT }] }),
      { reason: 'not ready', since: Date.parse(AT) },
    ],
  ] as const)('%s', (_, of: Pod, expected) => {
    expect(troublesOf([of])).toMatchObject([{ pod: 'a', ...expected }]);
  });

  it.each([
    ['well', pod('a')],
    ['on its way', pod('a', waiting('ContainerCreating'))],
    [
      'done as it should be',
      pod('a', { ready: false, state: { terminated: { reason: 'Completed', exitCode: 0 } } }, { phase: 'Succeeded' }),
    ],
    ['without a status yet', { metadata: { name: 'a', uid: 'u' } }],
  ])('none of a pod that is %s', (_, of: Pod) => expect(troublesOf([of])).toEqual([]));
});
