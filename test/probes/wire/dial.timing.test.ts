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
