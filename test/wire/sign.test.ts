import { describe, expect, it } from '@jest/globals';
import { SKEW, signature, verify } from '../../src/wire/sign.ts';

const NOW = 1_790_000_000_000;
const signed = (at = NOW, body = '{"a":1}') => {
  const headers = signature('secret', at, body);
  return { timestamp: headers['tocsin-timestamp']!, signature: headers['tocsin-signature']!, body };
};

describe('signatures', () => {
  it('are ours where key, time and body are', () => {
    expect(verify('secret', NOW, signed())).toBe('ours');
    expect(verify('secret', NOW + SKEW, signed())).toBe('ours');
  });

  it.each([
    ['another key', 'other', signed()],
    ['another body', 'secret', { ...signed(), body: '{"a":2}' }],
    ['another time', 'secret', { ...signed(), timestamp: String(NOW / 1000 + 1) }],
    ['no time', 'secret', { ...signed(), timestamp: '' }],
    ['a time that is none', 'secret', { ...signed(), timestamp: '1e9' }],
    ['no signature', 'secret', { ...signed(), signature: '' }],
    ['a signature of another length', 'secret', { ...signed(), signature: 'v1=00' }],
  ])('are forged with %s', (_what, key, call) => {
    expect(verify(key, NOW, call)).toBe('forged');
  });

  it('are refused when they are old, saying by how much', () => {
    expect(verify('secret', NOW + SKEW + 1_000, signed())).toEqual({ offBy: -SKEW - 1_000 });
    expect(verify('secret', NOW - SKEW - 1_000, signed())).toEqual({ offBy: SKEW + 1_000 });
  });
});
