import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPulse } from '../../src/local/pulse.ts';
import { TestServer } from '../support/server.ts';

let server: TestServer;
let stop = () => {};
beforeEach(async () => {
  server = await new TestServer().open();
});
afterEach(async () => {
  stop();
  await server.close();
});

/** A pulse every 20 ms whose address is a secret, and what it complains of. */
function pulse({ isWell = (): boolean => true, secret = `${server.url}/ping/hunter2` as string | null } = {}) {
  const complaints: string[] = [];
  const started = startPulse({
    to: '${secret:heartbeat-url}',
    secrets: { get: async () => secret ?? undefined },
    isWell,
    onError: (where, error) => complaints.push(`${where}: ${(error as Error).message}`),
    every: 20,
  });
  stop = started.stop;
  return complaints;
}

async function until(happened: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; !happened(); ) {
    if (Date.now() > end) throw new Error('it did not happen within 5 s');
    await new Promise((done) => setTimeout(done, 5));
  }
}

describe('the heartbeat of the config', () => {
  it('is pinged at once, and again and again', async () => {
    const complaints = pulse();
    await until(() => server.received.length >= 3);
    expect(server.received[0]).toMatchObject({ method: 'GET', path: '/ping/hunter2' });
    expect(complaints).toEqual([]);
  });

  it('is withheld while Tocsin is not well', async () => {
    let isWell = false;
    let asked = 0;
    pulse({
      isWell: () => {
        asked += 1;
        return isWell;
      },
    });
    await until(() => asked >= 3);
    expect(server.received).toEqual([]);
    isWell = true;
    await until(() => server.received.length > 0);
  });

  it('complains once of an address that refuses, and never shows it (W7)', async () => {
    server.answer((_request, response) => response.writeHead(404).end());
    const complaints = pulse();
    await until(() => server.received.length >= 3);
    expect(complaints).toEqual(['heartbeat: its address answers 404']);
  });

  it('complains of an address that nobody answers at, or that is not set', async () => {
    const nobody = pulse({ secret: 'http://127.0.0.1:1/hunter2' });
    await until(() => nobody.length > 0);
    expect(nobody[0]).toMatch(/^heartbeat: it could not be pinged: /);
    expect(nobody[0]).not.toContain('hunter2');
    stop();
    const unset = pulse({ secret: null });
    await until(() => unset.length > 0);
    expect(unset[0]).toContain("the secret 'heartbeat-url' is not set");
  });
});
