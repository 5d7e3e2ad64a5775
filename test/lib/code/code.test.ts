import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bytesOf } from '../../../bench/lambdas/bytes.ts';
import { recordedBytes } from '../../../bench/lambdas/recorded.ts';
import { Code } from '../../../lib/code/code.ts';
import { entriesOf, handlersOf } from '../../../lib/code/entries.ts';
import { carry } from '../../../lib/code/packages.ts';
import { channels } from '../../../src/channels/index.ts';
import { evidence } from '../../../src/evidence/index.ts';
import { probes } from '../../../src/probes/index.ts';
import { remedies } from '../../../src/remedies/index.ts';
import { someInstallation } from '../../support/installation.ts';
import { shop } from '../../support/plan.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
let folder: string;
let code: Code;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-code-'));
  code = new Code(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the code of functions', () => {
  it('is bundled from every handler, and from every kind that a registry lists', () => {
    const kinds = [
      ...[...probes.keys()].map((kind) => `probe-${kind}`),
      ...[...channels.keys()].map((kind) => `channel-${kind}`),
      ...[...remedies.keys()].map((kind) => `remedy-${kind}`),
      ...[...evidence.keys()].map((kind) => `evidence-${kind}`),
    ];
    expect(Object.keys(entriesOf(ROOT)).toSorted()).toEqual([...handlersOf(ROOT), ...kinds].toSorted());
  });

  it.each([
    ['decide', [], 600_000],
    ['prober', ['probe-http', 'probe-page', 'probe-tls', 'probe-dns', 'probe-tcp', 'probe-prometheus'], 1_400_000],
    [
      'remedy',
      [
        ...['rollback', 'restart', 'scale', 'delete-pod'].map((kind) => `remedy-${kind}`),
        ...['checks', 'github-actions', 'prometheus'].map((kind) => `evidence-${kind}`),
      ],
      2_500_000,
    ],
  ])('of %s with %j weighs at most %d bytes', (handler, kinds, most) => {
    expect(code.bytesOf([handler, ...kinds])).toBeLessThanOrEqual(most);
  });

  it('knows the way into clusters in one function only', () => {
    const into = handlersOf(ROOT).filter((handler) =>
      code
        .filesOf([handler])
        .some((file) => readFileSync(join(folder, 'bundle', file), 'utf8').includes('current-context')),
    );
    expect(into).toEqual(['remedy']);
  });

  it('does not grow by a tenth unnoticed: bench/RESULTS.md has the bytes of every function', () => {
    const [now, recorded] = [bytesOf(code), recordedBytes()];
    expect(Object.keys(recorded).toSorted()).toEqual(Object.keys(now).toSorted());
    for (const [name, bytes] of Object.entries(now))
      expect({ name, times: bytes / recorded[name]! <= 1.1 || bytes / recorded[name]! }).toEqual({ name, times: true });
  });

  it('carries the kinds that are asked for, the plan, and no others', () => {
    const asset = code.asset('page', { handler: 'page', kinds: ['channel-webhook'] }, shop(), someInstallation());
    const files = readdirSync(join(asset, 'app/code'));
    expect(files).toContain('channel-webhook.mjs');
    expect(files.filter((file) => /^(channel|probe|remedy)-/.test(file))).toEqual(['channel-webhook.mjs']);
    expect(JSON.parse(readFileSync(join(asset, 'app/code/plan.json'), 'utf8')).name).toBe(shop().name);
    expect(existsSync(join(asset, 'app/code/installation.json'))).toBe(true);
  });

  it('says what is missing', () => {
    expect(() => code.filesOf(['nothing'])).toThrow(/the bundle has no nothing.mjs/);
  });
});

describe('packages that are carried', () => {
  it('come with all that they depend on, and can be loaded where they lie', () => {
    const to = join(folder, 'carried');
    carry(['@sparticuz/chromium', 'playwright-core'], ROOT, to);
    for (const name of ['playwright-core', '@sparticuz/chromium/bin/chromium.br', 'tar-fs', 'tar-stream', 'streamx'])
      expect([name, existsSync(join(to, 'node_modules', name))]).toEqual([name, true]);
    const script = "import('@sparticuz/chromium').then(({ default: it }) => console.log(typeof it.executablePath))";
    writeFileSync(join(to, 'try.mjs'), script);
    expect(execFileSync(process.execPath, [join(to, 'try.mjs')], { encoding: 'utf8' }).trim()).toBe('function');
  });

  it('that are not installed are said', () => {
    expect(() => carry(['no-such-package'], ROOT, folder)).toThrow('npm install no-such-package');
  });
});
