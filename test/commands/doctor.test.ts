import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/command.ts';
import { GitHubIssuesPeer } from '../support/peers/github-issues.ts';
import { SlackPeer } from '../support/peers/slack.ts';
import { TestServer } from '../support/server.ts';

let directory: string;
let peer: TestServer;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-doctor-'));
  peer = await new TestServer().open();
});
afterEach(async () => {
  rmSync(directory, { recursive: true, force: true });
  await peer.close();
});

const PEOPLE = `people: { ada: { notify: [{ hook: "@ada" }] } }
escalation: { P1: { levels: [{ page: ada }] } }
channels: { hook: { kind: webhook, url: "\${secret:hook-url}" } }
`;

/** A config whose control endpoint and console are the peer. */
const config = (more = '') =>
  `name: shop\nmonitors: { shop: { url: "https://shop.example.com/" } }\n${PEOPLE}control: ${peer.url}/control\nconsole: { public-url: ${peer.url} }\n${more}`;

async function doctor(text: string, environment: Readonly<Record<string, string>> = {}, ...args: readonly string[]) {
  writeFileSync(join(directory, 'tocsin.yaml'), text.replace('https://shop.example.com/', `${peer.url}/shop`));
  return runCommand(['doctor', ...args], directory, environment);
}

/** A peer whose clock is off, and which says that it is the console of a system. */
const answers = (offset: number, name = 'shop') =>
  peer.answer((_request, response) => {
    response.sendDate = false;
    response
      .writeHead(200, { date: new Date(Date.now() + offset).toUTCString() })
      .end(JSON.stringify({ ok: true, name }));
  });

describe('tocsin doctor', () => {
  it('says of everything whether it is in order, with a cure where it is not', async () => {
    answers(0);
    const { exit, out } = await doctor(config(), { HOOK_URL: 'https://hooks.example.com/x' });
    expect(out).toContain('✓ secret hook-url: set, for channel hook');
    expect(out).toContain('✓ clock: right within 2 s, say 1 servers');
    expect(out).toMatch(/✓ answers: http:\/\/127\.0\.0\.1:\d+ answers, and it is this shop; asked from here/);
    expect(out).toMatch(/✗ answers: .* is not https: answer links would travel readable\n {4}Put a proxy/);
    expect(out).toMatch(/▲ heartbeat: nobody notices when Tocsin itself dies\n {4}Set `heartbeat/);
    expect(exit).toBe(1);
  });

  it('finds a secret that nobody has set, and keeps the others to itself', async () => {
    answers(0);
    const { exit, out } = await doctor(config('heartbeat: { to: "${secret:beat}" }\n'), {
      BEAT: 'https://beat.example.com/canary',
    });
    expect(out).toContain(
      '✗ secret hook-url: is not set, and channel hook needs it\n    Set HOOK_URL in the environment or in a .env file beside the config.',
    );
    expect(out).toContain('✓ secret beat: set');
    expect(out).not.toContain('canary');
    expect(exit).toBe(1);
  });

  it.each([
    [-30_000, /▲ clock: (29|30|31) s ahead of what 1 servers say\n {4}Let this machine synchronise/],
    [3_600_000, /✗ clock: (59 min|1 h) behind what 1 servers say: signatures are refused/],
  ])('finds a clock that is off by %d ms', async (offset, said) => {
    answers(offset);
    expect((await doctor(config(), { HOOK_URL: 'https://hooks.example.com/x' })).out).toMatch(said);
  });

  it('finds a public address that leads elsewhere, or nowhere', async () => {
    answers(0, 'other');
    const environment = { HOOK_URL: 'https://hooks.example.com/x' };
    expect((await doctor(config(), environment)).out).toContain('/healthz answers 200, but it is not this shop');
    const nowhere = config().replace(/public-url: \S+ /, 'public-url: "http://127.0.0.1:1" ');
    expect((await doctor(nowhere, environment)).out).toMatch(/✗ answers: http:\/\/127\.0\.0\.1:1 does not answer/);
    const none = config().replace(/console:.*\n/, '');
    expect((await doctor(none, environment)).out).toMatch(
      /▲ answers: console.public-url is not set: pages carry no link/,
    );
  });

  it('asks providers what would keep a page from arriving, of those whom the config reaches', async () => {
    answers(0);
    const workspace = (await new SlackPeer().open()) as SlackPeer;
    workspace.scopes = 'chat:write,users:read,users:read.email';
    const signing = 'a'.repeat(32);
    const chat = `chat: { kind: slack, bot-token: "${workspace.token}", signing-secret: ${signing}, endpoint: "${workspace.url}/api" }`;
    const text = config()
      .replace('{ hook: "@ada" }', '{ hook: "@ada" }, { chat: ada@example.com }')
      .replace(
        'channels: {',
        `teams: { devs: { notify: [{ chat: "#devops" }, { chat: ada@example.com }] } }\nchannels: { ${chat},`,
      );
    try {
      const { out } = await doctor(text, { HOOK_URL: 'https://hooks.example.com/x' });
      expect(out).toContain('✓ channel chat: Slack takes the token\n');
      expect(out.match(/ada@example.com is a member/g)).toHaveLength(1);
      expect(out).toMatch(/▲ channel chat: without the scope chat:write\.public .*: #devops\n {4}Invite it there/);
      expect(out).toContain('✓ channel hook: the address has the form of one\n');
      expect(out).toMatch(/▲ channel hook: only a message can tell .*\n {4}`tocsin channels test hook` sends one\./);
      expect(workspace.messages).toEqual([]);
    } finally {
      await workspace.close();
    }
  });

  it('writes JSON for tools', async () => {
    answers(0);
    const { out } = await doctor(config(), { HOOK_URL: 'https://hooks.example.com/x' }, '-o', 'json');
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      found: expect.arrayContaining([
        { what: 'secret hook-url', findings: [{ is: 'ok', text: 'set, for channel hook' }] },
      ]),
    });
  });
});

describe('tocsin channels test', () => {
  const test = (...args: readonly string[]) => {
    writeFileSync(join(directory, 'tocsin.yaml'), config());
    return runCommand(['channels', 'test', ...args], directory, { HOOK_URL: `${peer.url}/hook` });
  };

  it('sends one labelled message through each channel, and says what became of it', async () => {
    const { exit, out } = await test();
    expect(out).toMatch(/^✓ hook: accepted after \d\.\d s, to ada \(@ada\)\n$/);
    expect(exit).toBe(0);
    expect(peer.received.map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({
        type: 'page',
        severity: null,
        title: 'TEST shop: nothing is broken',
        text: 'Test of Tocsin, nothing is broken: shop can reach ada on hook. No answer is needed.',
        to: '@ada',
      }),
    ]);
  });

  it('leaves no ticket open', async () => {
    const github = (await new GitHubIssuesPeer().open()) as GitHubIssuesPeer;
    const issues = `kind: github-issue, repository: example/shop, token: "${github.token}", endpoint: "${github.url}"`;
    try {
      writeFileSync(
        join(directory, 'tocsin.yaml'),
        `monitors: { shop: { url: "https://shop.example.com/" } }\nteams: { devs: { notify: [issues] } }\nchannels: { issues: { ${issues} } }\n`,
      );
      const { exit, out } = await runCommand(['channels', 'test', 'issues'], directory);
      expect([exit, out]).toEqual([0, expect.stringMatching(/^✓ issues: accepted[^\n]*\n {2}closed again\n$/)]);
      expect(github.issues.map(({ state }) => state)).toEqual(['closed']);
    } finally {
      await github.close();
    }
  });

  it('exits 1 where it is not accepted, with the reason', async () => {
    peer.answer((_request, response) => response.writeHead(403).end());
    expect(await test('hook')).toMatchObject({
      exit: 1,
      out: expect.stringMatching(/^✗ hook: refused: answered 403 after/),
    });
  });

  it('reaches another address, and names what there is', async () => {
    await test('hook', '--to', '@bob');
    expect(JSON.parse(peer.received[0]!.body)).toMatchObject({ to: '@bob', person: 'you' });
    expect(await test('hok')).toMatchObject({ exit: 2, err: "there is no channel 'hok'; there are console, hook\n" });
    expect(await test('--to', '@bob')).toMatchObject({ exit: 2 });
    expect(await test('hook', '--person', 'bob')).toMatchObject({
      out: '▲ hook: bob is not reached on it: give an address with --to\n',
    });
  });
});
