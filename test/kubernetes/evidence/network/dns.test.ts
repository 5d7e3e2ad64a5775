import { afterEach, describe, expect, it } from '@jest/globals';
import { systemResolve } from '../../../../src/kubernetes/evidence/network/dns.ts';
import { type DnsAnswer, type DnsPeer, dnsPeer } from '../../../support/peers/dns.ts';

let peer: DnsPeer | undefined;
afterEach(() => peer?.close());

async function resolved(answer: DnsAnswer) {
  peer = await dnsPeer(() => answer);
  return systemResolve(300, [peer.server])('shop.example.com');
}

describe('the addresses of a name', () => {
  it('are those of either kind', async () => {
    expect(await resolved({ A: ['203.0.113.7'], AAAA: ['2001:db8::7'] })).toEqual(['203.0.113.7', '2001:db8::7']);
  });

  it.each([['nxdomain'], [{ TXT: ['x'] }]] as const)(
    'are none where there is no such name, or none of them: %j',
    async (answer) => {
      expect(await resolved(answer)).toEqual([]);
    },
  );

  it.each(['servfail', 'silent'] as const)('are not known where the name server is %s', async (answer) => {
    await expect(resolved(answer)).rejects.toThrow('no name server answers');
  });
});
