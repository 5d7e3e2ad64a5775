import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/command.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-simulate-'));
  write('tocsin.yaml', CONFIG);
  write('good.yaml', scenario('on-call is paged within 2m'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
const tocsin = (...line: readonly string[]) => runCommand(line, directory);

const CONFIG = `name: shop
monitors: { shop: { url: "https://shop.example.com/", severity: P1 } }
people:
  ada: { notify: [phone, console] }
  bob: { notify: [phone] }
rotations: { on-call: { handoff: { every: week, at: "09:00" }, members: [ada, bob] } }
channels: { phone: { kind: webhook, url: "https://ntfy.example.com/shop", wakes: true } }
escalation: { P1: { levels: [{ page: on-call }, { after: 5m, page: bob }], repeat: 1 } }
`;
const scenario = (expect: string, start = '2026-11-02T14:00') => `name: The shop is down
start: "${start}"
events:
  - { at: 0m, monitor: shop, becomes: down, code: tcp_refused, text: refuses connections }
  - { at: 10m, monitor: shop, becomes: up }
expect:
  - ${expect}
`;

describe('simulate', () => {
  it('is 0 where all that is expected held, and shows the timeline at 100 columns', async () => {
    const { exit, out } = await tocsin('simulate', 'good.yaml');
    expect(exit).toBe(0);
    expect(out).toContain('Mon 2026-11-02 14:00 UTC, tocsin.yaml, looked at from here');
    expect(out).toMatch(/\n14:00:00 {2}\+0s {6}▸ shop becomes down: refuses connections\n/);
    expect(out).toMatch(/→ paged (ada|bob) \(on-call\) on phone \(P1, level 1\), wakes\n/);
    expect(out).toMatch(/First page after 1m9s \((ada|bob) on phone\), first person woken after 1m9s/);
    expect(out).toMatch(/✓ on-call is paged within 2m/);
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100);
  });

  it('is 1 where something did not, and says the moment that broke it and what happened instead', async () => {
    write('bad.yaml', scenario('the incident closes within 5m'));
    const { exit, out } = await tocsin('simulate', 'bad.yaml');
    expect(exit).toBe(1);
    expect(out).toMatch(/✗ the incident closes within 5m\n {4}broken at 14:05:00 \(\+5m\): shop-1 closed at 14:11:5\d/);
  });

  it('is 2 on a problem with a scenario or a config, of all files at once, with what can be said', async () => {
    write('bad.yaml', scenario('nobody gets paged'));
    write('worse.yaml', scenario('nobody is paged').replace('monitor: shop', 'monitor: shpo'));
    const { exit, err } = await tocsin('simulate', 'bad.yaml', 'worse.yaml', 'none.yaml');
    expect(exit).toBe(2);
    expect(err).toContain(
      "bad.yaml:7:5  expect.0: 'nobody gets paged' is not understood. Did you mean 'nobody is paged [before MOMENT]'?",
    );
    expect(err).toContain('What can be expected:\n  every SEVERITY wakes a person within DURATION');
    expect(err).toContain("worse.yaml:4:24  events.0.monitor: there is no monitor 'shpo'. Did you mean 'shop'?");
    expect(err).toContain('none.yaml: there is no such file');
    write('tocsin.yaml', 'monitor: {}\n');
    expect(await tocsin('simulate', 'good.yaml')).toMatchObject({
      exit: 2,
      err: expect.stringContaining("tocsin.yaml:1:1  monitor: unknown key 'monitor'"),
    });
    expect(await tocsin('simulate')).toMatchObject({ exit: 2, err: expect.stringContaining('name a scenario') });
  });

  it('shows several as a line each, and what failed in full', async () => {
    write('bad.yaml', scenario('bob is not paged', '2026-11-09T14:00'));
    const { exit, out } = await tocsin('simulate', 'good.yaml', 'bad.yaml');
    expect(exit).toBe(1);
    expect(out).toMatch(/^✓ good\.yaml {2}1 of 1 held\. First page after 1m9s/);
    expect(out).toMatch(/\n✗ bad\.yaml {2}0 of 1 held\./);
    expect(out).toMatch(/✗ bob is not paged\n {4}broken at/);
    expect(out).toMatch(/1 of 2 scenarios held\.\n$/);
  });

  it('is JSON with -o json, the same byte for byte (V5)', async () => {
    const { exit, out } = await tocsin('simulate', 'good.yaml', '-o', 'json');
    expect(exit).toBe(0);
    expect((await tocsin('simulate', 'good.yaml', '-o', 'json')).out).toBe(out);
    const [first] = JSON.parse(out).scenarios;
    expect(first).toMatchObject({
      name: 'The shop is down',
      start: '2026-11-02T14:00:00.000Z',
      holds: true,
      summary: { incidents: [{ id: 'shop-1', phase: 'closed', severities: ['P1'] }] },
      expectations: [{ text: 'on-call is paged within 2m', holds: true }],
    });
    expect(first.summary.firstWokenAfterMs).toBe(first.pages[0].afterMs);
    expect(first.timeline[0]).toEqual({
      at: '2026-11-02T14:00:00.000Z',
      afterMs: 0,
      about: 'world',
      text: 'shop becomes down: refuses connections',
    });
  });

  it.each(['golden.txt', 'golden.json'])(
    'compares with %s, shows what changed, and stores it when told',
    async (golden) => {
      expect(await tocsin('simulate', 'good.yaml', '--golden', golden)).toMatchObject({
        exit: 2,
        err: expect.stringContaining('--update'),
      });
      expect(await tocsin('simulate', 'good.yaml', '--golden', golden, '--update')).toMatchObject({
        exit: 0,
        out: `Wrote ${golden}.\n`,
      });
      expect(await tocsin('simulate', 'good.yaml', '--golden', golden)).toMatchObject({
        exit: 0,
        out: `✓ good.yaml is as in ${golden}.\n`,
      });
      write('tocsin.yaml', CONFIG.replace('after: 5m', 'after: 3m'));
      const changed = await tocsin('simulate', 'good.yaml', '--golden', golden);
      expect(changed.exit).toBe(1);
      expect(changed.out).toMatch(/\n- .*bob after 5 min/);
      expect(changed.out).toMatch(/\n\+ .*bob after 3 min/);
      expect(changed.out.split('\n').length).toBeLessThan(
        readFileSync(join(directory, golden), 'utf8').split('\n').length + 60,
      );
      expect(await tocsin('simulate', 'good.yaml', 'good.yaml', '--golden', golden)).toMatchObject({ exit: 2 });
      expect(await tocsin('simulate', 'good.yaml', '--update')).toMatchObject({ exit: 2 });
    },
  );

  it('takes the config of -f, and lists what can be said', async () => {
    write('other.yaml', CONFIG.replace('severity: P1', 'severity: P3'));
    expect((await tocsin('simulate', 'good.yaml', '-f', 'other.yaml')).out).toContain(
      'other.yaml, looked at from here',
    );
    const { exit, out } = await tocsin('simulate', '--sentences');
    expect([exit, out]).toEqual([0, expect.stringMatching(/\nnobody is woken +no waking channel accepts a page\n/)]);
  });
});
