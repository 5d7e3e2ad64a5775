import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import { commandLine } from '../../src/commands/command-line.ts';
import type { Io } from '../../src/commands/io.ts';
import { TestServer } from '../support/server.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-commands-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a command in the test's directory; nothing of this process is touched. */
async function tocsin(line: readonly string[], environment: Io['environment'] = {}, from = directory) {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    write: () => {},
    isTerminal: false,
    columns: 100,
    environment,
    directory: from,
    colors: pc.createColors(false),
  };
  return { exit: await commandLine(line, io), out, err };
}

const write = (text: string, name = 'tocsin.yaml') => writeFileSync(join(directory, name), text);

describe('validate', () => {
  it('is 0 and says what is watched', async () => {
    write('monitors:\n  shop: { url: "https://shop.example.com/" }\n');
    const { exit, out } = await tocsin(['validate']);
    expect(exit).toBe(0);
    expect(out).toContain('shop: 1 monitor, policies for P1, P2, P3, P4, 1 channel.');
  });

  it('is 2 and says every problem with its place', async () => {
    write('monitors:\n  shop: { url: "https://shop.example.com/", recover: x }\nfoo: 1\n');
    const { exit, err } = await tocsin(['validate']);
    expect(exit).toBe(2);
    expect(err).toContain("tocsin.yaml:2:54  monitors.shop.recover: 'x' is text. Write a number.");
    expect(err).toContain("tocsin.yaml:3:1  foo: unknown key 'foo'.");
    expect(err).toContain('2 problems');
  });

  it('is 2 where a secret is not set, and names the variable; the environment or a .env beside the config sets it', async () => {
    write('monitors:\n  shop: { url: "https://shop.example.com/${secret:api-token}" }\n');
    const unset = await tocsin(['validate']);
    expect([unset.exit, unset.err]).toEqual([
      2,
      expect.stringContaining("the secret 'api-token' (monitor shop) is not set: set API_TOKEN"),
    ]);
    expect((await tocsin(['validate'], { API_TOKEN: 'x' })).exit).toBe(0);
    write('API_TOKEN=y\n', '.env');
    expect((await tocsin(['validate'])).exit).toBe(0);
    const run = await tocsin(['run', '-f', 'other.yaml']);
    expect([run.exit, run.err]).toEqual([2, expect.stringContaining('other.yaml:1:1  there is no such file')]);
  });
});

describe('validate --no-secrets', () => {
  it('does not ask whether secrets are set, and still says what is wrong with the file', async () => {
    const text = 'monitors:\n  shop: { url: "https://shop.example.com/${secret:api-token}" }\n';
    write(text);
    expect(await tocsin(['validate', '--no-secrets'])).toMatchObject({ exit: 0, err: '' });
    write(`${text}foo: 1\n`);
    expect(await tocsin(['validate', '--no-secrets'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining("unknown key 'foo'"),
    });
  });
});

describe('init', () => {
  it('writes a config that loads, and does not overwrite one', async () => {
    const flags = [
      '--url',
      'https://shop.example.com/',
      '--health',
      'https://shop.example.com/health',
      '--person',
      'ada',
      '--webhook',
      'https://ntfy.example.com/shop',
    ];
    const first = await tocsin(['init', ...flags]);
    expect([first.exit, first.out]).toEqual([0, expect.stringContaining('Wrote tocsin.yaml')]);
    expect(readFileSync(join(directory, 'tocsin.yaml'), 'utf8')).toContain('name: shop');
    expect((await tocsin(['validate'])).exit).toBe(0);
    const second = await tocsin(['init', ...flags]);
    expect([second.exit, second.err]).toEqual([1, expect.stringContaining('tocsin.yaml is there already')]);
  });

  it('is 2 without an address, or with one that is none, and writes nothing', async () => {
    expect(await tocsin(['init'])).toMatchObject({ exit: 2, err: expect.stringContaining('--url') });
    expect(await tocsin(['init', '--url', 'nonsense', '--name', 'x'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('is not a web address'),
    });
    expect((await tocsin(['validate'])).err).toContain('there is no such file');
  });
});

describe('check', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await new TestServer().open();
    write(
      `monitors:\n  backend: { url: "${server.url}/health?token=\${secret:token}", expect: { json: { $.status: ok } }, parts: { database: { $.db: ok } } }\n`,
    );
  });
  afterEach(() => server.close());
  const environment = { TOKEN: 'canary-4711' };

  it('is 0 when all is up', async () => {
    server.answer((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok","db":"ok"}'),
    );
    expect(await tocsin(['check'], environment)).toMatchObject({
      exit: 0,
      out: expect.stringContaining('✓ backend up'),
    });
    expect(server.received[0]!.path).toContain('canary-4711');
  });

  it('is 1 when not: with code, expectations and suspect, and never a secret (W7)', async () => {
    server.answer((_request, response) =>
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"status":"error","db":"down"}'),
    );
    const { exit, out } = await tocsin(['check', 'backend', '--trace'], environment);
    expect(exit).toBe(1);
    expect(out).toContain('✗ backend down (wrong status, status): answers 500 instead of 200');
    expect(out).toContain('likely the database');
    expect(out).not.toContain('canary-4711');
    const json = await tocsin(['check', '-o', 'json'], environment);
    expect(JSON.parse(json.out)[0]).toMatchObject({
      monitor: 'backend',
      verdict: 'down',
      code: 'status',
      failingParts: ['database'],
    });
    expect(json.out).not.toContain('canary-4711');
  });

  it("ends with where to read on: the operator's own runbook, and the shipped page wherever Tocsin is installed", async () => {
    server.answer((_request, response) => response.writeHead(500).end());
    const own = 'https://wiki.example.com/backend';
    write(
      `monitors:\n  backend: { url: "${server.url}/health", runbook: "${own}" }\n  ok: { url: "${server.url}/" }\n`,
    );
    const { out } = await tocsin(['check', 'backend']);
    const [first, second] = out.trimEnd().split('\n').slice(-2);
    expect(first).toBe(`    runbook: ${own}`);
    const file = second!.replace('    runbook: ', '');
    expect(isAbsolute(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(/^# status: wrong status\n/);
    const line = ['check', 'backend', '-f', join(directory, 'tocsin.yaml')];
    const below = await tocsin(line, {}, resolve(import.meta.dirname, '../..'));
    expect(below.out).toMatch(/\n {4}runbook: docs\/runbook\/status\.md\n$/);
  });

  it('names no runbook where all is up', async () => {
    server.answer((_request, response) => response.end('{"status":"ok","db":"ok"}'));
    expect((await tocsin(['check', '--trace'], environment)).out).not.toContain('runbook');
  });

  it('is 2 for a monitor there is not', async () => {
    expect(await tocsin(['check', 'frontend'], environment)).toMatchObject({
      exit: 2,
      err: expect.stringContaining("there is no monitor 'frontend': there is backend"),
    });
  });
});

describe('the rest', () => {
  it.each([
    ['run'],
    ['demo'],
    ['init'],
    ['validate'],
    ['check'],
    ['status'],
    ['simulate'],
    ['replay'],
    ['incidents'],
    ['ack'],
    ['escalate'],
    ['reassign'],
    ['note'],
    ['mute'],
    ['oncall'],
    ['open'],
    ['resolve'],
  ])('%s --help has examples', async (verb) => {
    const { exit, out } = await tocsin([verb, '--help']);
    expect([exit, out]).toEqual([0, expect.stringMatching(/Examples:\n {2}tocsin /)]);
  });

  it('says how to reach a Tocsin that is not there', async () => {
    expect(await tocsin(['status', '--url', 'http://127.0.0.1:1'])).toMatchObject({
      exit: 1,
      err: expect.stringContaining(
        'no Tocsin answers at http://127.0.0.1:1 (connection refused): start one with `npx tocsin run`',
      ),
    });
  });

  it('knows what was meant', async () => {
    expect(await tocsin(['statsu'])).toMatchObject({ exit: 2, err: expect.stringContaining('Did you mean status?') });
  });
});
