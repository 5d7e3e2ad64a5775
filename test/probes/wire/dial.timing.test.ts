import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { startDeadline } from '../../../src/probes/wire/deadline.ts';
import { dial } from '../../../src/probes/wire/dial.ts';
import { isFailure } from '../../../src/probes/wire/failure.ts';
import { kept } from '../../support/peers/kept.ts';
import { rawPeer } from '../../support/peers/raw.ts';
import { blackhole } from '../../support/peers/slow.ts';

const keep = kept();

async function connect(addresses: readonly string[], port: number, timeout = 1_000) {
  const deadline = startDeadline(timeout);
  const found = await dial(addresses, port, deadline);
  const took = deadline.elapsed();
  if (!isFailure(found)) found.socket.destroy();
  deadline.end();
  return { found, took };
}

describe('connecting to whichever address answers (W3)', () => {
  it('a refusal moves on at once', async () => {
    const peer = await keep(rawPeer(() => {}));
    const { found, took } = await connect(['127.0.0.9', '127.0.0.1'], peer.port);
    expect(found).toMatchObject({ address: '127.0.0.1' });
    expect(took).toBeLessThan(50);
  });

  it('silence gets company after 250 ms', async () => {
    const hole = await keep(blackhole());
    const server = createServer().listen(hole.port, '127.0.0.9');
    const { found, took } = await connect(['127.0.0.1', '127.0.0.9'], hole.port);
    server.close();
    expect(found).toMatchObject({ address: '127.0.0.9' });
    expect(took).toBeGreaterThan(240);
    expect(took).toBeLessThan(350);
  });

  it('a lost packet costs a second: silence that lasts longer is dialled once more, and no more than once', async () => {
    const hole = await keep(blackhole());
    const dialled = async (timeout: number) => {
      let sockets = 0;
      const count = () => (sockets += 1);
      subscribe('net.client.socket', count);
      await connect(['127.0.0.1'], hole.port, timeout);
      unsubscribe('net.client.socket', count);
      return sockets;
    };
    expect([await dialled(800), await dialled(1_300), await dialled(2_600)]).toEqual([1, 2, 2]);
  });

  it('what is dialled once more is an address that is silent, not one that refuses', async () => {
    const hole = await keep(blackhole());
    const { found, took } = await connect(['127.0.0.9', '127.0.0.1'], hole.port, 1_300);
    expect(found).toMatchObject({ failed: 'connect_timeout' });
    expect(took).toBeGreaterThan(1_250);
  });

  it('every address refusing is a refusal; one silent is not', async () => {
    const hole = await keep(blackhole());
    expect((await connect(['127.0.0.8', '127.0.0.9'], hole.port)).found).toMatchObject({ failed: 'tcp_refused' });
    const { found } = await connect(['127.0.0.9', '127.0.0.1'], hole.port, 300);
    expect(found).toMatchObject({
      failed: 'connect_timeout',
      text: expect.stringContaining(`127.0.0.9:${hole.port} and 127.0.0.1:`),
    });
  });
});
