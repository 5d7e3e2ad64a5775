import { describe, expect, it } from '@jest/globals';
import { fromProxy } from '../../../src/kubernetes/access/proxy.ts';

describe('a proxy to a cluster', () => {
  it('is on this machine, and needs nothing of ours', async () => {
    const access = fromProxy('http://127.0.0.1:8001');
    expect([access.server, access.tls, await access.headers()]).toEqual(['http://127.0.0.1:8001', {}, {}]);
  });

  it.each(['http://10.0.0.7:8001', 'http://127.0.0.1.example.com', 'https://127.0.0.1:8001', 'nonsense'])(
    'elsewhere is refused: %s',
    (address) => expect(() => fromProxy(address)).toThrow(/is not on this machine/),
  );
});
