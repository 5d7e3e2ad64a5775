import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, RealTocsin } from './daemon.ts';

const PORT = 14_790;
let directory: string;
let running: RealTocsin[] = [];
const tocsin = (args: readonly string[], port = PORT, cwd?: string) => {
  const started = new RealTocsin(args, port, cwd);
  running.push(started);
  return started;
};
const demo = (data: string) =>
  tocsin(['demo', '--port', String(PORT), '--shop-port', String(PORT + 10), '--data', join(directory, data)]);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-process-'));
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.kill('SIGKILL')));
  running = [];
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const incident = async (t: RealTocsin) => {
  const { incidents } = await t.get('/api/status');
  return incidents[0] === undefined ? undefined : t.get(`/api/incidents/${incidents[0]}`);
};
const pagesIn = (view: Json) => view.pages.filter((page: Json) => page.state === 'accepted');

describe('the real process, in real time', () => {
  it('lives through an incident: broken, confirmed, paged, killed, resumed, acknowledged, repaired, closed', async () => {
    let t = demo('life');
    const first = performance.now();
    await t.until(
      'every monitor was checked',
      async () => (await t.get('/api/status')).monitors.every((m: Json) => m.verdict === 'up'),
      10_000,
    );
    expect(performance.now() - first).toBeLessThan(10_000);
    expect(t.output).toContain(`http://127.0.0.1:${PORT}`);

    expect((await t.post('/api/demo/break', { what: 'backend-500' })).ok).toBe(true);
    const open = await t.until('a page was accepted', async () => {
      const view = await incident(t);
      return view && pagesIn(view).length > 0 && view.severity === 'P1' ? view : undefined;
    });
    expect(open.reasons[0]).toBe('application completely down');
    expect(pagesIn(open).at(-1)).toMatchObject({ via: 'on-call-devops', channel: 'console' });
    expect(t.output).toContain('PAGE for devops-');

    // kill -9, and a new start on the same data: the incident goes on.
    await t.kill('SIGKILL');
    t = demo('life');
    await t.until('it answers again', async () => (await t.get('/healthz')).ok);
    await t.post('/api/demo/break', { what: 'backend-500' });
    const resumed = await t.until('the incident is there', () => incident(t));
    expect(resumed.id).toBe(open.id);
    const people = resumed.pages.map((page: Json) => `${page.person} ${page.level} ${page.round} ${page.repeat}`);
    expect(new Set(people).size).toBe(people.length);

    expect(await t.post(`/api/incidents/${open.id}/acknowledge`, { by: 'devops-1' })).toMatchObject({ ok: true });
    expect((await incident(t)).attention).toMatchObject({ is: 'acknowledged', by: 'devops-1' });

    await t.post('/api/demo/repair');
    const closed = await t.until('it is closed', async () => {
      const view = await t.get(`/api/incidents/${open.id}`);
      return view.phase === 'closed' ? view : undefined;
    });
    const text = closed.timeline.map((line: Json) => line.text).join('\n');
    for (const words of [
      'looking again',
      'confirmed',
      'paged devops-',
      'acknowledged by devops-1',
      'recovered after',
      'closed',
    ])
      expect(text).toContain(words);

    // Ctrl-C
    expect(await t.kill('SIGINT')).toBe(0);
    expect(t.output).toContain('Stopped.');
  }, 90_000);

  it('asks before it rolls a bad deploy back, does so once, verifies, and closes', async () => {
    const t = demo('deploy');
    await t.until('every monitor is up', async () =>
      (await t.get('/api/status')).monitors.every((m: Json) => m.verdict === 'up'),
    );
    await t.post('/api/demo/break', { what: 'deploy' });
    const waiting = await t.until('an approval is asked for', async () => {
      const view = await incident(t);
      const remedy = view?.remedies.find((r: Json) => r.hash);
      return remedy ? { id: view.id, remedy } : undefined;
    });
    expect(waiting.remedy.summary).toBe('roll backend back from 1.8.3 to 1.8.2');
    const refused = await t.post(`/api/incidents/${waiting.id}/approve`, {
      by: 'qa-lead',
      remedy: waiting.remedy.name,
      hash: waiting.remedy.hash,
    });
    expect(refused.ok).not.toBe(true);
    expect(
      await t.post(`/api/incidents/${waiting.id}/approve`, {
        by: 'lead-developer',
      }),
    ).toMatchObject({ ok: true });
    const closed = await t.until(
      'verified and closed',
      async () => {
        const view = await t.get(`/api/incidents/${waiting.id}`);
        return view.phase === 'closed' ? view : undefined;
      },
      40_000,
    );
    const text = closed.timeline.map((line: Json) => line.text).join('\n');
    expect(text).toContain('applied, approved by lead-developer');
    expect(text).toContain('good checks of backend from outside');
    expect(text.match(/^roll backend .*: applied,/gm)).toHaveLength(1);
    expect((await t.get('/api/status')).demo.broken).toEqual([]);
  }, 90_000);

  it('says in a sentence why it cannot start, and ends with 1', async () => {
    const t = demo('busy');
    await t.until('it answers', async () => (await t.get('/healthz')).ok);
    const config = join(directory, 'tocsin.yaml');
    writeFileSync(config, `monitors:\n  shop: { url: "http://127.0.0.1:${PORT + 10}/" }\n`);
    const second = tocsin(['run', '-f', config, '--port', String(PORT + 1), '--data', join(directory, 'busy')]);
    expect(await second.ended).toBe(1);
    expect(second.output).toMatch(/another Tocsin/);
    const third = tocsin([
      'run',
      '-f',
      config,
      '--port',
      String(PORT),

      '--data',
      join(directory, 'other'),
    ]);
    expect(await third.ended).toBe(1);
    expect(third.output).toMatch(new RegExp(`127\\.0\\.0\\.1:${PORT} is in use.*--port`));
    writeFileSync(join(directory, 'file'), '');
    const fourth = tocsin(['run', '-f', config, '--port', String(PORT + 1), '--data', join(directory, 'file', 'data')]);
    expect(await fourth.ended).toBe(1);
    expect(fourth.output).toMatch(/cannot be used.*--data/);
    for (const one of [second, third, fourth]) expect(one.output).not.toMatch(/ {4}at /);
  }, 60_000);
});

describe('the command line, against the real process', () => {
  it('shows, acknowledges, mutes', async () => {
    const t = demo('commands');
    await t.until('every monitor is up', async () =>
      (await t.get('/api/status')).monitors.every((m: Json) => m.verdict === 'up'),
    );
    const ask = async (...args: string[]) => {
      const one = tocsin([...args, '--url', t.url], PORT, directory);
      return { code: await one.ended, output: one.output };
    };
    expect(await ask('status')).toMatchObject({ code: 0, output: expect.stringContaining('all 3 monitors up') });
    expect(await ask('mute', 'frontend', '--for', '1h', '--why', 'new design', '--by', 'qa-lead')).toMatchObject({
      code: 0,
      output: expect.stringContaining('frontend muted for 1 h'),
    });
    await t.post('/api/demo/break', { what: 'database' });
    const open = await t.until('paged', async () => {
      const view = await incident(t);
      return view && pagesIn(view).length > 0 ? view : undefined;
    });
    expect(open.sentence).toContain('likely the database');
    expect(await ask('status')).toMatchObject({ code: 1, output: expect.stringContaining('likely the database') });
    expect(await ask('incidents', open.id)).toMatchObject({ code: 0, output: expect.stringContaining('Pages:') });
    expect(await ask('ack', open.id, '--by', 'devops-2')).toMatchObject({
      code: 0,
      output: expect.stringContaining('acknowledged by devops-2'),
    });
    expect(await ask('ack', 'shop-99')).toMatchObject({
      code: 1,
      output: expect.stringContaining("no incident 'shop-99'"),
    });
    expect(await ask('escalate', open.id, '--by', 'devops-2')).toMatchObject({ code: 0 });
  }, 90_000);
});
