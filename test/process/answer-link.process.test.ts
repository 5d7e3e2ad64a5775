import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, RealTocsin } from './daemon.ts';

const PORT = 14_840;

describe('the link in a page of the real process', () => {
  let directory: string;
  let tocsin: RealTocsin | undefined;
  const start = () => {
    tocsin = new RealTocsin(['demo', '--port', `${PORT}`, '--shop-port', `${PORT + 10}`, '--data', directory], PORT);
    return tocsin;
  };
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'tocsin-link-'));
  });
  afterAll(async () => {
    await tocsin?.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  it('acknowledges, and still leads there after kill -9: the key is kept, for its user alone (A2)', async () => {
    const first = start();
    await first.until('every monitor is up', async () =>
      (await first.get('/api/status')).monitors.every((m: Json) => m.verdict === 'up'),
    );
    await first.post('/api/demo/break', { what: 'backend-500' });
    const href = await first.until('a page came', async () => {
      const { outbox } = await first.get('/api/status');
      const page = outbox.find((message: Json) => message.type === 'page');
      return page?.offers.find((offer: Json) => offer.action === 'acknowledge')?.href as string | undefined;
    });
    expect(href).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${PORT}/a/shop-1\\.1\\.[\\w-]+\\.a`));
    expect(statSync(join(directory, 'answer-key')).mode & 0o777).toBe(0o600);

    await first.kill('SIGKILL');
    const second = start();
    await second.until('it answers again', async () => (await second.get('/healthz')).ok);
    const page = await (await fetch(href)).text();
    const seen = /name="seen" value="(\d+)"/.exec(page)?.[1] ?? '';
    expect((await second.get('/api/incidents/shop-1')).attention.is).toBe('nobody');
    const posted = await fetch(href, { method: 'POST', body: new URLSearchParams({ do: 'acknowledge', seen }) });
    expect([posted.status, await posted.text()]).toEqual([200, expect.stringContaining('You have it')]);
    const { attention } = await second.get('/api/incidents/shop-1');
    expect(attention).toMatchObject({ is: 'acknowledged', by: href.split('.').at(-3) });
  }, 90_000);
});
