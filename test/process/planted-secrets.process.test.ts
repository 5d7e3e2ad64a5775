import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { oddSmtpPeer } from '../support/peers/smtp.ts';
import { base64Of, Canaries } from '../support/planted/canaries.ts';
import { configWith, WAYS } from '../support/planted/config.ts';
import { type Mood, Parrot } from '../support/planted/parrot.ts';
import { type Json, RealTocsin } from './daemon.ts';

const PORT = 14_870;
const canaries = new Canaries();
/** Everything that anybody can read, by where it was read. */
const shown = new Map<string, string>();
const show = (where: string, text: string) => shown.set(where, `${shown.get(where) ?? ''}\n${text}`);

let directory: string;
let parrot: Parrot;
let smtp: Awaited<ReturnType<typeof oddSmtpPeer>>;
const AWS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' };
const before = { ...process.env };

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-planted-'));
  parrot = (await new Parrot(canaries).open()) as Parrot;
  // It repeats the password that it refuses.
  smtp = await oddSmtpPeer('AUTH', (socket) => socket.write(`535 5.7.8 no: ${canaries.valueOf('mail-password')}\r\n`));
  const where = { url: parrot.url, smtpPort: smtp.port, port: PORT };
  mkdirSync(join(directory, 'quiet'));
  writeFileSync(join(directory, 'tocsin.yaml'), configWith(canaries, where));
  writeFileSync(join(directory, 'quiet/tocsin.yaml'), configWith(new Canaries(), { ...where, isQuiet: true }));
  Object.assign(process.env, AWS, canaries.environment);
});
afterAll(async () => {
  for (const name of Object.keys({ ...AWS, ...canaries.environment })) delete process.env[name];
  Object.assign(process.env, before);
  await Promise.all([parrot.close(), smtp.close()]);
  rmSync(directory, { recursive: true, force: true });
});

/** A running Tocsin as its user sees it; every answer is kept as shown. */
class Watched {
  readonly #directory: string;
  readonly #tocsin: RealTocsin;
  readonly #login = `Basic ${btoa(`${canaries.valueOf('console-user')}:${canaries.valueOf('console-password')}`)}`;

  constructor(under: string) {
    this.#directory = join(directory, under);
    this.#tocsin = new RealTocsin(['run'], PORT, this.#directory);
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<string> {
    const answer = await fetch(`${this.#tocsin.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: this.#login, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    show(
      `${method} ${path.replace(/[0-9a-f]{32}.*/, '…').replace(/^\/a\/.*/, '/a/…')}`,
      `${JSON.stringify([...answer.headers])}\n${text}`,
    );
    return text;
  }

  get = async (path: string): Promise<Json> => JSON.parse(await this.ask('GET', path));
  post = async (path: string, body: object): Promise<Json> => JSON.parse(await this.ask('POST', path, body));

  async until(what: string, holds: () => Promise<unknown>): Promise<void> {
    for (const end = performance.now() + 40_000; ; await sleep(200)) {
      if (await holds().catch(() => false)) return;
      if (performance.now() > end) throw new Error(`not in time: ${what}\n${this.#tocsin.output.slice(-3_000)}`);
    }
  }

  /** Ends it, and shows what it wrote and keeps. */
  async end(): Promise<void> {
    await this.#tocsin.kill('SIGTERM');
    show('output', this.#tocsin.output);
    const data = join(this.#directory, '.tocsin');
    for (const file of readdirSync(data, { recursive: true, encoding: 'utf8' }))
      if (statSync(join(data, file)).isFile()) show(`kept in ${file}`, readFileSync(join(data, file), 'latin1'));
  }
}

const commands = async (under: string, ...lines: readonly string[]) => {
  let all = '';
  for (const line of lines) {
    const { out, err } = await runCommand(line.split(' '), join(directory, under), canaries.environment);
    show(line, out + err);
    all += out;
  }
  return all;
};

/** Never sent over HTTP: they sign, are what others prove themselves with, or go by another protocol. */
const UNHEARD = [
  ...['aws-secret-access-key', 'slack-signing', 'hook-signing', 'deploys-signing', 'sigv4-secret'],
  ...['mail-user', 'mail-password', 'database-password', 'service-token'],
  ...['job-token', 'inside-key', 'alertmanager-token', 'grafana-token', 'cloudwatch-token', 'generic-token'],
  ...['console-user', 'console-password', 'console-answer', 'console-before'],
];

describe('60 planted secrets', () => {
  it('are found wherever they are, in whatever writing', () => {
    expect(canaries.all.length).toBeGreaterThanOrEqual(60);
    for (const { name, value } of canaries.all) {
      const half = value.slice(0, 16);
      for (const text of [value, half, encodeURIComponent(value), ...base64Of(value), btoa(`user:${value}`)])
        expect([name, canaries.in(`before ${text} after`)]).toEqual([name, [name]]);
    }
    expect(canaries.in('nothing of it')).toEqual([]);
  });

  it('show in nothing that commands write, whatever providers say (W7)', async () => {
    for (const mood of ['takes', 400, 401, 403, 500, 'hangs up'] as const satisfies readonly Mood[]) {
      parrot.mood = mood;
      expect(await commands('', 'doctor')).toContain('channel slack: ');
      const sent = await commands('', 'channels test');
      for (const way of Object.keys(WAYS)) expect(sent).toMatch(new RegExp(`^. ${way}: `, 'm'));
      await commands('', 'check', 'check --trace -o json');
    }
    await commands('', 'validate', 'oncall', 'doctor -o json', 'prove --months 1');
  }, 120_000);

  it('show in nothing that a running Tocsin says, writes or keeps, whatever providers say (W7)', async () => {
    parrot.mood = 403;
    for (const remedy of ['deploys', 'fix']) parrot.moods.set(remedy, 'takes');
    const tocsin = new Watched('');
    try {
      const paged = async () =>
        (await tocsin.get('/api/status')).outbox.find((message: Json) => message.type === 'page');
      await tocsin.until('every way was tried, and the console took it', paged);
      const { incident, offers } = await paged();
      const href = new URL(offers.find((offer: Json) => offer.action === 'acknowledge').href);
      const at = `/api/incidents/${incident}`;
      for (const path of ['/', '/api/incidents', at, '/metrics', '/runbook', href.pathname])
        await tocsin.ask('GET', path);
      // A remedy plans, is approved, applied and verified, and repeats our secrets at every step.
      const states = async () => (await tocsin.get(at)).remedies.map(({ state }: Json) => state);
      await tocsin.until('a plan waits', async () => (await states()).includes('waiting'));
      await tocsin.post(`${at}/approve`, { by: 'ada' });
      await tocsin.until('it was applied', async () => !(await states()).includes('waiting'));
      parrot.moods.set('fix', 403);
      await tocsin.post(`${at}/acknowledge`, { by: 'ada' });
      await tocsin.post(`${at}/note`, { by: 'ada', text: 'looking' });
      await tocsin.post(`${at}/escalate`, { by: 'ada' });
      // Each way is taken once by a provider that says our secret for a name, and hears the news after that.
      parrot.mood = 'takes';
      for (const way of Object.keys(WAYS)) {
        await tocsin.post(`${at}/reassign`, { to: `on-${way}`, by: 'ada' });
        const sent = new RegExp(`on-${way} (cannot be paged )?on ${way}\\b`);
        await tocsin.until(`it was sent on ${way}`, async () =>
          (await tocsin.get(at)).timeline.some(({ text }: Json) => sent.test(text)),
        );
      }
      await tocsin.post(`${at}/acknowledge`, { by: 'ada' });
      for (const mood of [500, 'hangs up', 401] as const) {
        parrot.mood = mood;
        await sleep(1_500);
      }
      await tocsin.post(`${at}/resolve`, { by: 'ada', why: 'a test' });
      await misuse(tocsin);
      for (const path of [at, `${at}/history`, '/metrics']) await tocsin.ask('GET', path);
    } finally {
      await tocsin.end();
    }
  }, 180_000);

  it('show in nothing of a drill (W7)', async () => {
    parrot.mood = 400;
    const tocsin = new Watched('quiet');
    try {
      await tocsin.until('it listens', () => tocsin.get('/healthz'));
      const { incident } = await tocsin.post('/api/drills', { who: 'ada', severity: 'P1', by: 'ada' });
      await tocsin.until('the console took it', async () =>
        (await tocsin.get('/api/status')).outbox.some((message: Json) => message.incident === incident),
      );
      parrot.mood = 'takes';
      await tocsin.post(`/api/incidents/${incident}/acknowledge`, { by: 'ada' });
      for (const path of [`/api/incidents/${incident}`, '/api/drills']) await tocsin.ask('GET', path);
    } finally {
      await tocsin.end();
    }
  }, 90_000);

  it('show nowhere; each was told whom it is for, and nobody else (W7)', () => {
    for (const where of ['doctor', 'GET /', 'GET /metrics', 'GET /a/…', 'GET /api/status', 'output'])
      expect(shown.get(where)?.length).toBeGreaterThan(100);
    const leaks = [...shown].flatMap(([where, text]) => canaries.in(text).map((name) => `${name} in ${where}`));
    expect(leaks).toEqual([]);
    const heard = [...parrot.heard].flatMap(([owner, text]) => canaries.in(text).map((name) => ({ owner, name })));
    expect(heard.filter(({ owner, name }) => !name.startsWith(`${owner}-`) && !name.startsWith('aws-'))).toEqual([]);
    const told = new Set(heard.map(({ name }) => name));
    const unheard = canaries.all.map(({ name }) => name).filter((name) => !told.has(name));
    expect(unheard.toSorted()).toEqual(UNHEARD.toSorted());
  });
});

/** What strangers and mistaken tools send, some of it with the right secret at the wrong place. */
async function misuse(tocsin: Watched): Promise<void> {
  const of = (name: string) => canaries.valueOf(name);
  await tocsin.ask('GET', '/api/status', undefined, { authorization: `Basic ${btoa(`${of('console-user')}:wrong`)}` });
  await tocsin.ask('POST', `/heartbeats/job/${of('job-token')}`, {});
  await tocsin.ask('POST', `/heartbeats/job/${of('job-token')}/fail`, '{"text":');
  await tocsin.ask('POST', '/heartbeats/job/wrong', {});
  for (const tool of ['alertmanager', 'grafana', 'cloudwatch', 'generic'])
    for (const body of ['{', { alerts: 'none' }, {}])
      await tocsin.ask('POST', `/alerts/${tool}/${of(`${tool}-token`)}`, body);
  await tocsin.ask('POST', '/agents/inside', {}, { 'tocsin-signature': 't=1,v1=00' });
  for (const way of ['call', 'text', 'slack', 'pagerduty'])
    await tocsin.ask('POST', `/callbacks/${way}/reply`, 'Body=4', {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': 'AAAA',
      'x-slack-signature': 'v0=00',
      'x-slack-request-timestamp': '1',
      'x-pagerduty-signature': 'v1=00',
    });
  await tocsin.ask('GET', '/a/shop-1.1.ada.axxxx.yyyy');
}
