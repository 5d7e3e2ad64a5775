import { describe, expect, it } from '@jest/globals';
import { functionOf, nameOf, secretName } from '../../src/core/installation.ts';

describe('an installation', () => {
  it('names what it owns by its prefix', () => {
    expect(nameOf({ prefix: 'tocsin-shop' }, 'signal')).toBe('tocsin-shop-signal');
    expect(secretName({ prefix: 'tocsin-shop', secrets: 'parameter-store' }, 'slack')).toBe('/tocsin-shop/slack');
    expect(secretName({ prefix: 'tocsin-shop', secrets: 'secrets-manager' }, 'slack')).toBe('tocsin-shop/slack');
  });

  it('looks with a function of its own only where a kind needs one', () => {
    expect(['http', 'browser', 'constructor'].map(functionOf)).toEqual(['look', 'look-browser', 'look']);
  });
});
