import { describe, expect, it } from '@jest/globals';
import { imagesInWords } from '../../../src/kubernetes/evidence/image.ts';
import { summaryOf } from '../../../src/kubernetes/evidence/summary.ts';
import type { Trouble } from '../../../src/kubernetes/evidence/trouble.ts';
import { deployment, template } from '../../support/kubernetes/objects.ts';

const at = (time: string) => Date.parse(`2026-11-02T${time}:00Z`);
const workload = { ...deployment(), status: { observedGeneration: 3, replicas: 3, readyReplicas: 0 } };
const crash = (pod: string, more: Partial<Trouble> = {}): Trouble => ({
  pod,
  reason: 'CrashLoopBackOff',
  detail: 'exit code 1',
  since: at('14:01'),
  ...more,
});
const REF = { name: 'backend-deployment' };

describe('a workload in one sentence', () => {
  it('says how many are ready, why, and what changed', () => {
    const change = { images: ['1.8.2 → 1.8.3'], at: at('13:58') };
    expect(summaryOf(REF, { workload, troubles: [crash('a'), crash('b')], change }, 'UTC')).toBe(
      'backend-deployment: 0 of 3 ready, CrashLoopBackOff (exit code 1) since 14:01, image 1.8.2 → 1.8.3 at 13:58',
    );
  });

  it('names the reason that most pods have, and counts the others', () => {
    const troubles = [
      crash('a', { reason: 'Unschedulable', detail: 'no room' }),
      crash('b'),
      crash('c', { since: at('14:03') }),
    ];
    expect(summaryOf(REF, { troubles }, 'Europe/Berlin')).toBe(
      'backend-deployment: CrashLoopBackOff (exit code 1) since 15:01; 1 Unschedulable',
    );
  });

  it('says what was seen and no more', () => {
    expect(summaryOf(REF, { workload, troubles: [] }, 'UTC')).toBe('backend-deployment: 0 of 3 ready');
    expect(summaryOf(REF, {}, 'UTC')).toBeUndefined();
  });
});

describe('what changed of images', () => {
  it.each([
    ['shop/backend:1.8.2', 'shop/backend:1.8.3', ['1.8.2 → 1.8.3']],
    ['registry:5000/shop/backend', 'registry:5000/shop/backend:2', ['latest → 2']],
    ['shop/backend:1', 'other/backend:1', ['shop/backend:1 → other/backend:1']],
    [
      'shop/backend@sha256:aaaaaaaaaaaaaaaaaaaa',
      'shop/backend@sha256:bbbbbbbbbbbbbbbbbbbb',
      ['aaaaaaaaaaaa → bbbbbbbbbbbb'],
    ],
    ['shop/backend:1@sha256:aa', 'shop/backend:1@sha256:bb', ['shop/backend:1@sha256:aa → shop/backend:1@sha256:bb']],
    ['shop/backend:1', 'shop/backend:1', []],
  ])('%s to %s', (from, to, words) => expect(imagesInWords(template(from), template(to))).toEqual(words));

  it('names the containers where there are several', () => {
    const two = (a: string, b: string) => ({
      spec: {
        containers: [
          { name: 'app', image: a },
          { name: 'proxy', image: b },
        ],
      },
    });
    expect(imagesInWords(two('a:1', 'p:1'), two('a:2', 'p:1'))).toEqual(['app 1 → 2']);
    expect(imagesInWords(template('a:1'), two('a:1', 'p:1'))).toEqual([
      'backend is gone',
      'app 1 is new',
      'proxy 1 is new',
    ]);
  });
});
