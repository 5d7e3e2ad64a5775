import { describe, expect, it } from '@jest/globals';
import type { Planned } from '../../src/core/remedy/remedy.ts';
import { deliveryWithoutSecrets, plannedWithoutSecrets, withoutSecrets } from '../../src/runtime/redacted.ts';

const SECRET = 'hunter2-canary"<&+';
const plan = (summary: string, facts: Record<string, string> = {}): Planned => ({
  is: 'planned',
  intent: { summary, target: 'backend', facts, hash: 'f'.repeat(64) },
});

describe('what comes from outside, without the secrets that it repeats (W7)', () => {
  it.each([
    ['plain', SECRET],
    ['URL', encodeURIComponent(SECRET)],
    ['form', new URLSearchParams({ a: SECRET }).toString().slice(2)],
    ['HTML', 'hunter2-canary&quot;&lt;&amp;+'],
    ['JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['JSON within JSON', JSON.stringify(JSON.stringify({ a: SECRET }))],
    ['Base64', btoa(SECRET)],
    ['Base64 after a user', btoa(`ada:${SECRET}`)],
    ['Base64 after another', btoa(`user:${SECRET}`)],
    ['Base64 before more', btoa(`x:${SECRET}:more`)],
  ])('in %s', (_writing, text) => {
    const { why } = withoutSecrets({ is: 'refused', why: `says ${text} so` }, [SECRET]);
    expect(why).toMatch(/^says .*\[redacted\].* so$/);
    expect(why).not.toContain('canary');
  });

  it('leaves words that are as short as no secret should be', () => {
    expect(withoutSecrets({ why: 'shop is down' }, ['shop'])).toEqual({ why: 'shop is down' });
  });

  it("takes no name for a message's that holds one: it is not kept, and later news is a message of its own", () => {
    expect(deliveryWithoutSecrets({ is: 'accepted', ref: `id:${SECRET}`, latest: true }, [SECRET])).toEqual({
      is: 'accepted',
      latest: true,
    });
    expect(deliveryWithoutSecrets({ is: 'accepted', ref: 'C0:1.2' }, [SECRET])).toEqual({
      is: 'accepted',
      ref: 'C0:1.2',
    });
    expect(deliveryWithoutSecrets({ is: 'temporary', why: SECRET, retryAt: 7 }, [SECRET])).toEqual({
      is: 'temporary',
      why: '[redacted]',
      retryAt: 7,
    });
  });

  it("redacts a plan's words, keeps its hash, and refuses one whose facts hold a secret", () => {
    expect(plannedWithoutSecrets(plan(`put ${SECRET} back`, { at: '1.8.2' }), [SECRET])).toEqual(
      plan('put [redacted] back', { at: '1.8.2' }),
    );
    expect(plannedWithoutSecrets(plan('put it back', { token: SECRET }), [SECRET])).toEqual({
      is: 'refused',
      why: 'the facts of its plan repeat a secret of the config, which would be kept and shown',
    });
    expect(plannedWithoutSecrets({ is: 'refused', why: SECRET }, [SECRET])).toEqual({
      is: 'refused',
      why: '[redacted]',
    });
  });
});
