import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Json, RealTocsin } from './daemon.ts';

const PORT = 14_890;
let tocsin: RealTocsin | undefined;
let directory: string | undefined;
afterEach(async () => {
  await tocsin?.kill('SIGKILL');
  if (directory) rmSync(directory, { recursive: true, force: true });
});

describe('whose output nobody reads any more', () => {
  it('a command ends as if nothing were, as after `| head`', async () => {
    tocsin = new RealTocsin(['prove', '--config', 'examples/web-service.yaml'], PORT);
    tocsin.goDeaf();
    expect(await tocsin.ended).toBe(0);
  }, 60_000);

  it('the daemon watches and pages on', async () => {
    directory = mkdtempSync(join(tmpdir(), 'tocsin-deaf-'));
    const args = ['demo', '--port', String(PORT), '--shop-port', String(PORT + 10), '--data', directory];
    const daemon = new RealTocsin(args, PORT);
    tocsin = daemon;
    await daemon.until('every monitor is up', async () =>
      (await daemon.get('/api/status')).monitors.every((m: Json) => m.verdict === 'up'),
    );
    daemon.goDeaf();
    expect((await daemon.post('/api/demo/break', { what: 'backend-500' })).ok).toBe(true);
    const text = await daemon.until('a page', async () => {
      const { incidents } = await daemon.get('/api/incidents');
      const rows = incidents[0] && JSON.stringify(await daemon.get(`/api/incidents/${incidents[0].id}`));
      return rows?.includes('paged devops-1 (on-call-devops)') || rows?.includes('paged devops-2 (on-call-devops)');
    });
    expect(text).toBe(true);
  }, 60_000);
});
