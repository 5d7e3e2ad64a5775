import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { httpPeer } from '../support/peers/http.ts';
import type { Peer } from '../support/peers/raw.ts';
import { type Json, RealTocsin } from './daemon.ts';

const PORT = 14880;

/** One config for both sides; the second process only exists to look from inside. */
const config = (url: string) => `
name: shop
locations: [{ agent: inside, key: "\${secret:inside}" }]
defaults: { interval: 1s, timeout: 900ms, confirm: { rounds: 1, apart: 200ms }, recover: 1 }
monitors:
  database: { url: "${url}", locations: [inside] }
  watchman: { kind: heartbeat, every: 2s, grace: 1s, from: { agent: inside } }
  backup: { kind: heartbeat, every: 1h, from: { token: tok-tok-tok } }
`;

describe('two Tocsins, one of them inside', () => {
  let directory: string;
  let peer: Peer;
  let status = 200;
  const processes: RealTocsin[] = [];
  const start = (...args: string[]) => {
    const one = new RealTocsin(['run', ...args], PORT, directory);
    processes.push(one);
    return one;
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tocsin-agent-'));
    peer = await httpPeer((_, response) => response.writeHead(status).end());
    writeFileSync(join(directory, 'tocsin.yaml'), config(peer.url));
    writeFileSync(join(directory, '.env'), 'TOCSIN_INSIDE=key-of-inside\nINSIDE=key-of-inside\n');
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill('SIGTERM')));
    await peer.close();
    rmSync(directory, { recursive: true });
  });

  it('what fails inside is confirmed from inside and paged; an agent that falls silent is too', async () => {
    const hub = start('--port', String(PORT), '--data', 'data');
    await hub.until('the console', () => hub.get('/healthz').then(() => true));
    const agent = start('--location', 'inside', '--to', hub.url);
    const monitor = async (name: string) =>
      (await hub.get('/api/status')).monitors.find((each: Json) => each.name === name);
    const seen = (name: string, verdict: string) =>
      hub.until(`${name} ${verdict}`, async () => (await monitor(name))?.verdict === verdict);

    await seen('database', 'up');
    expect((await monitor('database')).locations).toEqual([expect.objectContaining({ location: 'inside' })]);
    expect(peer.connections()).toBeGreaterThan(0);
    await seen('watchman', 'up');

    status = 500;
    const paged = (about: RegExp) => hub.until(`a page ${about}`, async () => about.test(hub.output));
    await paged(/PAGE for operator: .*database down.*answers 500/);
    status = 200;
    await seen('database', 'up');

    await agent.kill('SIGKILL');
    await paged(/PAGE for operator: .*watchman down.*last reported/);
    expect(await agent.ended).toBeNull();
  }, 60_000);

  it('a job reports with curl, and the wrong key reports nothing', async () => {
    const hub = processes[0]!;
    const answer = await fetch(`${hub.url}/heartbeats/backup/tok-tok-tok`, { method: 'POST' });
    expect(answer.status).toBe(200);
    await hub.until('the report', async () =>
      (await hub.get('/api/status')).monitors.find((each: Json) => each.name === 'backup')?.text.includes('reported'),
    );
    const forged = await fetch(`${hub.url}/agents/inside`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'tocsin-timestamp': '1', 'tocsin-signature': 'v1=00' },
      body: '{}',
    });
    expect(forged.status).toBe(401);
  }, 60_000);

  it.each([
    [['--location', 'inside'], '--location and --to go together'],
    [
      ['--location', 'nowhere', '--to', 'http://127.0.0.1:1/'],
      "there is no agent 'nowhere' in `locations`: there is inside",
    ],
    [['--location', 'inside', '--to', 'tocsin'], "'tocsin' is not an address"],
  ])('run %j says what is wrong', async (args, text) => {
    const wrong = start(...args);
    expect(await wrong.ended).toBe(2);
    expect(wrong.output).toContain(text);
  });
});
