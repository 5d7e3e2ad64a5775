import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PodTemplate } from '../../src/kubernetes/object.ts';
import { imageChanges, isSameTemplate, templateHash, withoutHash } from '../../src/kubernetes/template.ts';
import { template } from '../support/kubernetes/objects.ts';

/** The same with every object's keys the other way round. */
const reversed = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reversed)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, each]) => [key, reversed(each)]),
        )
      : value;

describe('a template is known by its content (G2)', () => {
  it('whatever the controller adds, and whatever order its keys are in', () => {
    const one = template('shop/backend:1.8.2');
    const held = template('shop/backend:1.8.2', {}, { 'pod-template-hash': 'abc' });
    expect(templateHash(held)).toBe(templateHash(one));
    expect(templateHash(reversed(one) as PodTemplate)).toBe(templateHash(one));
    expect(withoutHash(held)).toEqual(one);
  });

  it('what is empty is absent, and everything else counts', () => {
    const one = template('shop/backend:1.8.2');
    expect(isSameTemplate(one, { ...one, spec: { ...one.spec, volumes: [], securityContext: {} } as never })).toBe(
      true,
    );
    expect(isSameTemplate(one, template('shop/backend:1.8.3'))).toBe(false);
    expect(isSameTemplate(one, { ...one, spec: { ...one.spec, hostNetwork: true } as never })).toBe(false);
  });

  it('two are the same exactly where their hashes are', () => {
    const spec = fc.record({ containers: fc.constant([{ name: 'a' }]), extra: fc.jsonValue({ maxDepth: 2 }) });
    fc.assert(
      fc.property(spec, spec, (a, b) => {
        const [one, other] = [{ spec: a }, { spec: b }] as [PodTemplate, PodTemplate];
        expect(isSameTemplate(one, other)).toBe(templateHash(one) === templateHash(other));
      }),
    );
  });

  it('says which images differ', () => {
    const [from, to] = [
      template('shop/backend:1.8.2'),
      template('shop/backend:1.8.3', { initContainers: [{ name: 'migrate', image: 'm:1' }] }),
    ];
    expect(imageChanges(from, to)).toEqual([
      { container: 'backend', from: 'shop/backend:1.8.2', to: 'shop/backend:1.8.3' },
      { container: 'migrate', to: 'm:1' },
    ]);
    expect(imageChanges(from, from)).toEqual([]);
  });
});
