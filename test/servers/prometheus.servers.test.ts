import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prometheus } from '../../src/probes/prometheus.ts';
import { httpPeer } from '../support/peers/http.ts';
import type { Peer } from '../support/peers/raw.ts';
import { expectConsistent } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';
import { directoryFor, freePort, type RealServer, startServer } from '../support/servers/server.ts';

let server: RealServer;
let backend: Peer;
let url: string;

const look = async (settings: object = {}) => {
  const finding = await run(prometheus, { url, ...settings });
  expectConsistent(finding);
  return finding;
};
const answers = async (path: string) => (await fetch(`${url}${path}`)).ok;

beforeAll(async () => {
  backend = await httpPeer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end('orders_waiting{queue="mail"} 7\norders_waiting{queue="post"} 2\n');
  });
  const [port, dead] = [await freePort(), await freePort()];
  const directory = directoryFor();
  writeFileSync(
    join(directory, 'prometheus.yml'),
    `global: { scrape_interval: 200ms, scrape_timeout: 200ms }
scrape_configs:
  - { job_name: fastapi-backend, static_configs: [{ targets: ["127.0.0.1:${backend.port}"] }] }
  - { job_name: frontend, static_configs: [{ targets: ["127.0.0.1:${backend.port}", "127.0.0.1:${dead}"] }] }
`,
  );
  url = `http://127.0.0.1:${port}/`;
  server = startServer({
    program: 'prometheus',
    args: ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${port}`],
    directory,
  });
  await server.until('ready', () => answers('-/ready'));
  await server.until('to scrape', async () => {
    const reply = await fetch(`${url}api/v1/query?query=${encodeURIComponent('count(up)')}`);
    return (await reply.text()).includes('"3"');
  });
}, 60_000);

afterAll(async () => {
  await server.stop();
  await backend.close();
});

describe('a real Prometheus', () => {
  it('is ready, runs its configuration and scrapes what it should', async () => {
    expect(await look({ expect: { 'targets-up': 'fastapi-backend' } })).toMatchObject({ verdict: 'up' });
  });

  it('names the target that is down, and why', async () => {
    const finding = await look({ expect: { 'targets-up': ['fastapi-backend', 'frontend'] } });
    expect(finding).toMatchObject({ verdict: 'down', code: 'targets' });
    expect(finding.text).toMatch(/^scrapes 1 of 2 targets of frontend in vain: 127\.0\.0\.1:\d+ \(.*refused/);
  });

  it('a job that nobody scrapes', async () => {
    expect(await look({ warn: { 'targets-up': 'fastapi' } })).toMatchObject({
      verdict: 'degraded',
      code: 'targets',
      text: 'scrapes no targets for the job fastapi, only for fastapi-backend, frontend',
    });
  });

  it.each([
    ['orders_waiting', { 'at-most': 10 }, 'up', ''],
    ['sum(orders_waiting)', { 'at-least': 1, 'at-most': 20 }, 'up', ''],
    ['scalar(vector(3))', { 'at-least': 3 }, 'up', ''],
    ['orders_lost', { 'at-most': 10 }, 'down', 'has no data for orders_lost'],
    ['vector(0)/0', { 'at-most': 10 }, 'down', 'has NaN for vector(0)/0 instead of at most 10'],
    ['sum(', { 'at-most': 10 }, 'down', 'cannot answer sum(: invalid parameter'],
    ['max by (queue) (orders_waiting)', { 'at-most': 5 }, 'down', 'has 7 at {queue="mail"} for'],
  ])('%s within %j is %s', async (promql, bounds, verdict, text) => {
    const finding = await look({ expect: { query: { promql, ...bounds } } });
    expect(finding).toMatchObject({ verdict, text: expect.stringContaining(text) });
    if (verdict === 'down') expect(finding.code).toBe('query');
  });

  // Last, since it stays so.
  it('a configuration that did not load', async () => {
    writeFileSync(join(server.directory, 'prometheus.yml'), 'scrape_configs: [broken');
    server.signal('SIGHUP');
    await server.until('to fail to reload', async () =>
      (await (await fetch(`${url}api/v1/status/runtimeinfo`)).text()).includes('"reloadConfigSuccess":false'),
    );
    const finding = await look();
    expect(finding).toMatchObject({ verdict: 'down', code: 'reload_failed' });
    expect(finding.text).toMatch(/^runs its old configuration, of 20\S+: the last reload failed$/);
  });
});
