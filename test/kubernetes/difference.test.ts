import { describe, expect, it } from '@jest/globals';
import { differenceOf } from '../../src/kubernetes/difference.ts';
import type { PodTemplate } from '../../src/kubernetes/object.ts';

const template = (image: string, env: Readonly<Record<string, string>> = {}, hash = 'h1'): PodTemplate =>
  ({
    metadata: { labels: { app: 'backend', 'pod-template-hash': hash } },
    spec: {
      containers: [
        { name: 'sidecar', image: 'proxy:1' },
        { name: 'backend', image, env: Object.entries(env).map(([name, value]) => ({ name, value })) },
      ],
    },
  }) as PodTemplate;

describe('the difference of two templates', () => {
  it('is a line for each thing that changes, by its name', () => {
    expect(
      differenceOf(
        template('shop/backend:1.8.3', { LOG: 'debug', WORKERS: '8' }, 'h2'),
        template('shop/backend:1.8.2', { WORKERS: '4', LOG: 'debug' }),
      ),
    ).toEqual([
      'spec.containers.backend.env.WORKERS.value: 8 → 4',
      'spec.containers.backend.image: shop/backend:1.8.3 → shop/backend:1.8.2',
    ]);
  });

  it('says what comes and what goes', () => {
    expect(differenceOf(template('b:1', { A: '1' }), template('b:1', { B: '2' }))).toEqual([
      'spec.containers.backend.env.A.name: A → nothing',
      'spec.containers.backend.env.A.value: 1 → nothing',
      'spec.containers.backend.env.B.name: nothing → B',
      'spec.containers.backend.env.B.value: nothing → 2',
    ]);
  });

  it('shows no value that may be a secret (W7)', () => {
    expect(
      differenceOf(template('b:1', { DB_PASSWORD: 'hunter2' }), template('b:1', { DB_PASSWORD: 'hunter3' })),
    ).toEqual(['spec.containers.backend.env.DB_PASSWORD.value: (not shown) → (not shown)']);
  });

  it('is bounded', () => {
    const env = (value: string) => Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`V${n}`, value]));
    const lines = differenceOf(template('b:1', env('a')), template('b:1', env('b')));
    expect([lines.length, lines.at(-1)]).toEqual([12, 'and 29 more']);
  });
});
