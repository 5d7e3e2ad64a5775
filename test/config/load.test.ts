import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { config } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { template } from '../../src/config/template.ts';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { planOf, problemsOf } from '../support/config.ts';

const load = (text: string) => config.text('tocsin.yaml', text);
const shop = 'monitors:\n  shop: { url: "https://shop.example.com/" }\n';

describe('a config that is right', () => {
  const examples = resolve(import.meta.dirname, '../../examples');
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?!scenarios|github-actions).*\.yaml$/.test(name),
  );

  it.each(files)('examples/%s loads', (file) => {
    const loaded = config.file(join(examples, file));
    expect(loaded.ok ? '' : formatProblems(loaded.problems)).toBe('');
  });

  it('is two lines long, with every default filled in', () => {
    expect(planOf(shop)).toMatchObject({
      name: 'shop',
      locations: ['here'],
      agents: {},
      monitors: {
        shop: {
          kind: 'http',
          group: 'shop',
          interval: 60 * SECOND,
          timeout: 10 * SECOND,
          confirm: { rounds: 2, apart: 5 * SECOND },
          recover: 2,
          severity: 'P2',
        },
      },
      policy: {
        escalation: { P1: { levels: [{ after: 0, page: 'operator' }] } },
        roster: { people: { operator: { notify: [{ channel: 'console' }] } } },
      },
      channels: { console: { kind: 'console' } },
      console: { host: '127.0.0.1', port: 4780 },
      reopenWindow: 15 * MINUTE,
    });
  });

  it('groups monitors by depends-on, called after the system or after their root', () => {
    const { monitors } = planOf(`name: store
monitors:
  edge: { url: https://a.example/ }
  api: { url: https://b.example/, depends-on: [edge] }
  blog: { url: https://c.example/ }
  feed: { url: https://d.example/, depends-on: [blog] }
`);
    expect(Object.values(monitors).map((m) => [m.name, m.group])).toEqual([
      ['edge', 'store'],
      ['api', 'store'],
      ['blog', 'blog'],
      ['feed', 'blog'],
    ]);
  });

  it('keeps a policy hash that changes with the policy and nothing else (E1)', () => {
    const people = 'people: { ada: { notify: [console] } }\n';
    const withPolicy = (after: string, interval = '60s') =>
      planOf(
        `${shop.replace('/"', `/", interval: ${interval}`)}${people}escalation: { P1: { levels: [{ page: ada }, { page: ada, after: ${after} }] } }\n`,
      ).policy.hash;
    expect(withPolicy('5m')).toBe(withPolicy('5m', '30s'));
    expect(withPolicy('5m')).not.toBe(withPolicy('6m'));
  });

  it('is what init writes', () => {
    const base = { name: 'shop', url: 'https://shop.example.com/', person: 'ada' };
    for (const more of [
      {},
      { health: 'https://shop.example.com/api/health' },
      { webhook: 'https://ntfy.example.com/shop' },
    ])
      expect(problemsOf(template({ ...base, ...more }))).toBe('no problems');
  });
});

describe('a config that is wrong', () => {
  it.each([
    [
      'an unknown key, with what was meant',
      `${shop}chanels: {}\n`,
      "tocsin.yaml:3:1  chanels: unknown key 'chanels'. Did you mean 'channels'?",
    ],
    [
      'an unknown key inside a monitor',
      'monitors:\n  shop:\n    url: https://a.example/\n    expct: { status: 200 }\n',
      "tocsin.yaml:4:5  monitors.shop.expct: unknown key 'expct'. Did you mean 'expect'?",
    ],
    [
      'an expectation that a kind cannot check',
      'monitors:\n  shop: { url: https://a.example/, expect: { targets-up: [a] } }\n',
      "unknown key 'targets-up'",
    ],
    [
      'a wrong type',
      'monitors:\n  shop: { url: https://a.example/, recover: soon }\n',
      "tocsin.yaml:2:45  monitors.shop.recover: 'soon' is text. Write a number.",
    ],
    [
      'a missing key',
      'monitors:\n  shop: { interval: 60s }\n',
      "tocsin.yaml:2:9  monitors.shop.url: 'url' is missing. Write text.",
    ],
    [
      'a duration without a unit',
      'monitors:\n  shop: { url: https://a.example/, interval: 60 }\n',
      '60 has no unit: write for example 800ms, 90s, 5m, 1h30m or 21d',
    ],
    [
      'an impossible interval',
      'monitors:\n  shop: { url: https://a.example/, interval: 0s }\n',
      'is impossible: an interval is at least 1s',
    ],
    [
      'a timeout longer than the interval',
      'monitors:\n  shop: { url: https://a.example/, interval: 5s }\n',
      'impossible: the timeout (10s) is longer than the interval (5s)',
    ],
    [
      'a kind there is not',
      'monitors:\n  shop: { kind: htpp, url: https://a.example/ }\n',
      "there is no kind 'htpp'. Did you mean 'http'?",
    ],
    [
      'an unknown monitor in depends-on',
      'monitors:\n  a: { url: https://a.example/ }\n  b: { url: https://b.example/, depends-on: [aa] }\n',
      "tocsin.yaml:3:46  monitors.b.depends-on.0: there is no monitor 'aa'. Did you mean 'a'?",
    ],
    [
      'a circle',
      'monitors:\n  a: { url: https://a.example/, depends-on: [b] }\n  b: { url: https://b.example/, depends-on: [a] }\n',
      'depends on itself: a → b → a',
    ],
    [
      'two monitors of one name',
      'monitors:\n  a: { url: https://a.example/ }\n  a: { url: https://b.example/ }\n',
      "tocsin.yaml:3:3  monitors.a: 'a' is already there, on line 2. Rename one of them.",
    ],
    [
      'an unknown channel',
      `${shop}people: { ada: { notify: [consle] } }\n`,
      "there is no channel 'consle'. Did you mean 'console'?",
    ],
    [
      'an unknown person',
      `${shop}escalation: { P1: { levels: [{ page: ada }] } }\n`,
      "there is no person, team or rotation 'ada'",
    ],
    [
      'a later level without after',
      `${shop}people: { ada: { notify: [console] } }\nescalation: { P1: { levels: [{ page: ada }, { page: ada }] } }\n`,
      "every level but the first needs 'after'",
    ],
    [
      'a zone there is not',
      `${shop}people: { ada: { timezone: Europe/Madird, notify: [console] } }\n`,
      "'Europe/Madird' is not a time zone",
    ],
    [
      'asking nobody',
      `${shop}remedies: { r: { kind: webhook, monitor: shop, mode: ask, plan: "http://a/", apply: "http://a/", verify: "http://a/" } }\n`,
      "mode 'ask' without 'approvers'",
    ],
    [
      'a placeholder there is not',
      `${shop}channels: { hook: { kind: webhook, url: https://a.example/, body: "{{txt}}" } }\n`,
      'there is no placeholder {{txt}}: did you mean {{text}}?',
    ],
    [
      'a name that cannot be a key',
      'monitors:\n  My Shop: { url: https://a.example/ }\n',
      "a monitor's name is up to 40 small letters",
    ],
    ['nothing', '', 'the file is empty'],
    ['nothing to watch', 'monitors: {}\n', 'there is nothing to watch'],
    ['a list', '- a\n', 'the file holds no sections'],
    ['malformed YAML', 'monitors:\n  shop: { url: "https://a.example/\n', 'tocsin.yaml:'],
  ])('%s', (_what, text, expected) => {
    expect(problemsOf(text)).toContain(expected);
  });

  it('is told all its problems at once, by line', () => {
    const loaded = load(`monitors:
  a: { url: https://a.example/, intervall: 5s }
  b: { url: https://b.example/, depends-on: [c], recover: many }
people:
  ada: { notify: [pager] }
escalation:
  P9: { levels: [] }
`);
    expect(loaded.ok).toBe(false);
    if (loaded.ok) return;
    expect(loaded.problems.map((p) => p.line)).toEqual([2, 3, 3, 5, 7]);
  });

  it('is a file that is not there, or a directory', () => {
    const missing = config.file('/nowhere/tocsin.yaml');
    expect(missing.ok ? '' : formatProblems(missing.problems)).toContain(
      'there is no such file. Name the config with -f FILE',
    );
    const directory = config.file(import.meta.dirname);
    expect(directory.ok ? '' : formatProblems(directory.problems)).toContain('this is a directory');
  });

  it('never makes the loader throw', () => {
    const words = fc.constantFrom(
      'monitors',
      'shop',
      'url',
      'https://a.example/',
      'kind',
      'http',
      'people',
      'notify',
      'console',
      'escalation',
      'P1',
      'levels',
      'page',
      'after',
      '5m',
      'depends-on',
      '1',
      'null',
      '&a',
      '*a',
      'hours',
      'days',
      'mon-fri',
      'rotations',
      'handoff',
      'every',
      'week',
      'from',
      '2026-02-30',
      'maintenance',
      'sunday 02:00',
      'clusters',
      'channels',
      'slack',
      '- x',
      '?',
      '<<',
    );
    const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      v: fc.oneof(
        { maxDepth: 4 },
        words,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('v'), { maxLength: 3 }),
        fc.dictionary(words, tie('v'), { maxKeys: 4 }),
      ),
    })).v!;
    fc.assert(
      fc.property(value, (v) => void load(JSON.stringify(v))),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(6), words), { maxLength: 12 }),
        (lines) => void load(lines.map(([indent, word]) => `${' '.repeat(indent)}${word}:`).join('\n')),
      ),
      { numRuns: 300 },
    );
  });
});
