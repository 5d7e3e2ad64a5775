import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pkg from '../../package.json' with { type: 'json' };
import { TestServer } from '../support/server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
/** What a project adds for the CDK, and for TypeScript. */
const BESIDE = ['aws-cdk-lib', 'constructs', 'node', '@types/node'] as const;

let folder: string;
let project: string;
let shop: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-packed-'));
  project = join(folder, 'project');
  mkdirSync(project);
  shop = await new TestServer().open();
  const [packed] = JSON.parse(npm(ROOT, 'pack', '--json', '--pack-destination', folder).replace(/^[^[]*/, '')) as [
    { filename: string },
  ];
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'mine', private: true, type: 'module', allowScripts: { node: true } }),
  );
  const beside = BESIDE.map((name) => `${name}@${pkg.devDependencies[name]}`);
  npm(project, 'install', '--no-audit', '--no-fund', join(folder, packed.filename), ...beside);
  writeFileSync(
    join(project, 'tocsin.yaml'),
    `name: shop\nlocations: [eu-west-1, us-east-1]\nallow-networks: ["127.0.0.0/8"]\nmonitors: { backend: { url: "${shop.url}/health" } }\n`,
  );
}, 300_000);
afterAll(async () => {
  await shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

const npm = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const node = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });

/** An app that somebody else might write; types are checked, and then stripped by Node. */
const APP = `import { App, Stack } from 'aws-cdk-lib';
import { Tocsin } from 'tocsin';

const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Mine', { env: { region: 'eu-west-1' } });
const tocsin: Tocsin = new Tocsin(stack, 'Tocsin', { config: 'tocsin.yaml' });
const url: string = tocsin.url;
for (const { stackName, environment } of app.synth().stacks) console.log(stackName, environment.region, url.length > 0);
`;

describe('the packed package, in an empty project', () => {
  it('looks at a service', async () => {
    // Whoever is asked is this process: it has to be able to answer meanwhile.
    const { stdout } = await promisify(execFile)('npx', ['tocsin', 'check'], { cwd: project });
    expect(stdout).toMatch(/✓ backend up.*answers 200/);
    expect(shop.received.map(({ path }) => path)).toEqual(['/health']);
  });

  it('is a construct for an app of one’s own, with types and without esbuild', () => {
    writeFileSync(join(project, 'app.ts'), APP);
    const types = node(
      TSC,
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--skipLibCheck',
      'app.ts',
    );
    expect([types.stdout, types.status]).toEqual(['', 0]);
    expect(readdirSync(join(project, 'node_modules'))).not.toContain('esbuild');
    expect(readdirSync(join(project, 'node_modules/tocsin/dist/docs/runbook'))).toContain('tls_expired.md');
    const { stdout, stderr } = node('app.ts');
    expect([stderr, stdout.trim().split('\n')]).toEqual([
      '',
      [
        'Mine eu-west-1 true',
        'tocsin-shop-location eu-west-1 true',
        'tocsin-shop-location us-east-1 true',
        'tocsin-shop-watch us-east-1 true',
      ],
    ]);
  });
});
