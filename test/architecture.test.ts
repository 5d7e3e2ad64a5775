import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Who may import whom, with the reason that a failure gives (docs/architecture.md, Rooms). The first row that fits a file counts. */
const ROOMS: readonly {
  room: string;
  files: RegExp;
  may: readonly RegExp[];
  packages: readonly RegExp[];
  why: string;
}[] = [
  {
    room: 'core',
    files: /^src\/core\//,
    may: [/^src\/core\//],
    packages: [/^temporal-polyfill$/],
    why: 'the domain knows no I/O, no config language and no vendor',
  },
  {
    room: 'wire',
    files: /^src\/wire\//,
    may: [/^src\/wire\//, /^src\/core\//],
    packages: [/^node:/],
    why: 'one HTTP call, for channels and remedies alike',
  },
  {
    room: 'fields',
    files: /^src\/fields\//,
    may: [/^src\/fields\//, /^src\/core\//],
    packages: [/^zod$/],
    why: 'what several kinds and the language take, in one spelling',
  },
  {
    room: 'probes',
    files: /^src\/probes\//,
    may: [/^src\/probes\//, /^src\/fields\//, /^src\/core\//],
    packages: [
      /^node:/,
      /^zod$/,
      /^htmlparser2$/,
      /^jsonpath-rfc9535/,
      /^(aws4|pg|mysql2|ws|playwright-core|@sparticuz\/chromium)(\/|$)/,
    ],
    why: 'a kind knows the domain and its protocol, nothing else',
  },
  {
    room: 'channels',
    files: /^src\/channels\//,
    may: [/^src\/channels\//, /^src\/wire\//, /^src\/fields\//, /^src\/core\//],
    packages: [
      /^zod$/,
      /^fastest-levenshtein$/,
      /^node:(crypto|stream)$/,
      /^nodemailer\/lib\//,
      /^@aws-sdk\/client-(sesv2|sns)$/,
    ],
    why: 'a kind knows the domain and its protocol, nothing else',
  },
  {
    room: 'github',
    files: /^src\/github\//,
    may: [/^src\/github\//, /^src\/wire\//, /^src\/core\//],
    packages: [/^zod$/],
    why: "GitHub's REST API, for remedies and for what went live",
  },
  {
    room: 'remedies',
    files: /^src\/remedies\//,
    may: [
      /^src\/remedies\//,
      /^src\/github\//,
      /^src\/kubernetes\/(?!access)/,
      /^src\/compose\/(?!evidence)/,
      /^src\/wire\//,
      /^src\/fields\//,
      /^src\/core\//,
    ],
    packages: [/^zod$/, /^node:crypto$/],
    why: 'a kind knows the domain and its protocol, nothing else',
  },
  {
    room: 'evidence',
    files: /^src\/evidence\//,
    may: [
      /^src\/evidence\//,
      /^src\/probes\/(wire|auth|github|prometheus)\//,
      /^src\/probes\/(api|define|target)\.ts$/,
      /^src\/wire\//,
      /^src\/fields\//,
      /^src\/core\//,
    ],
    packages: [/^zod$/],
    why: 'a source asks as a check of the same protocol does, and knows no kind of check',
  },
  {
    room: 'config',
    files: /^src\/config\//,
    may: [/^src\/(config|probes|channels|remedies|evidence|fields|core)\//],
    packages: [/^zod$/, /^yaml$/, /^fastest-levenshtein$/, /^node:(fs|crypto)$/],
    why: 'the language is built from the kinds and knows no adapter',
  },
  {
    room: 'cost',
    files: /^src\/cost\//,
    may: [/^src\/(cost|core)\//, /^src\/config\/secrets\.ts$/],
    packages: [],
    why: 'a bill is arithmetic on a plan and dated prices',
  },
  {
    room: 'handlers',
    files: /^functions\/(lambda\/|.*\.lambda\.ts$)/,
    may: [
      /^functions\//,
      /^src\/(core|runtime|web)\//,
      /^src\/adapters\/(aws|system)\//,
      /^src\/(probes|channels|remedies|evidence)\/define\.ts$/,
      /^src\/wire\/sign\.ts$/,
      /^package\.json$/,
    ],
    packages: [/^node:fs$/, /^hono\/aws-lambda$/, /^@middy\/core$/, /^@aws-lambda-powertools\/logger/, /^aws-lambda$/],
    why: 'a handler is a step with its own AWS ports: it loads the kinds that its plan uses, and names none',
  },
  {
    room: 'functions',
    files: /^functions\//,
    may: [/^functions\//, /^src\/core\//],
    packages: [],
    why: 'a step knows the domain; its ports are given to it',
  },
  {
    room: 'web',
    files: /^src\/web\//,
    may: [/^src\/web\//, /^src\/core\//, /^functions\//],
    packages: [/^hono/, /^zod$/, /^marked$/, /^node:(crypto|fs|url|path|module)(\/|$)/],
    why: 'one app for every host: it knows no adapter',
  },
  {
    room: 'memory adapters',
    files: /^src\/adapters\/memory\//,
    may: [/^src\/adapters\/memory\//, /^src\/core\//],
    packages: [],
    why: 'adapters do not know each other, nor steps',
  },
  {
    room: 'node adapters',
    files: /^src\/adapters\/node\//,
    may: [/^src\/adapters\/node\//, /^src\/core\//],
    packages: [/^node:/, /^dotenv$/],
    why: 'adapters do not know each other, nor steps',
  },
  {
    room: 'system adapters',
    files: /^src\/adapters\/system\//,
    may: [/^src\/adapters\/system\//, /^src\/core\//],
    packages: [/^node:crypto$/],
    why: 'adapters do not know each other, nor steps',
  },
  {
    room: 'AWS adapters',
    files: /^src\/adapters\/aws\//,
    may: [/^src\/adapters\/aws\//, /^src\/wire\/deadline\.ts$/, /^src\/core\//],
    packages: [/^node:(crypto|zlib)$/, /^@aws-sdk\/client-(dynamodb|sfn|lambda|cloudwatch|ssm|secrets-manager|sns)$/],
    why: 'adapters do not know each other, nor steps',
  },
  {
    room: 'bundling',
    files: /^lib\/code\//,
    may: [/^lib\/code\//, /^src\/core\//],
    packages: [/^node:(child_process|fs|module|path)$/, /^esbuild$/],
    why: 'functions are bundled as files: their code is not run here',
  },
  {
    room: 'lib',
    files: /^lib\//,
    may: [/^lib\//, /^src\/(config|fields|core)\//, /^src\/adapters\/aws\/table-definition\.ts$/],
    packages: [/^aws-cdk-lib/, /^constructs$/, /^node:path$/],
    why: 'constructs know paths of functions, not their code',
  },
  {
    room: 'simulation',
    files: /^src\/simulation\//,
    may: [
      /^src\/simulation\//,
      /^functions\//,
      /^src\/adapters\/memory\//,
      /^src\/core\//,
      /^src\/kubernetes\/(?!access)/,
      /^src\/remedies\/rollback\.ts$/,
      /^src\/runtime\/(remedies\/remedies|platforms\/kubernetes|versions)\.ts$/,
    ],
    packages: [],
    why: 'the virtual driver runs the same steps over memory, and the same rollback over a virtual cluster',
  },
  {
    room: 'runtime',
    files: /^src\/runtime\//,
    may: [
      /^src\/(runtime|channels|probes|remedies|evidence|github|kubernetes|compose|diagnosis|wire|core)\//,
      /^src\/config\/secrets\.ts$/,
    ],
    packages: [/^zod$/, /^node:util$/],
    why: 'kinds bound to a plan and its secrets, for every host: it knows none of them, nor the registries',
  },
  {
    room: 'kubernetes',
    files: /^src\/kubernetes\//,
    may: [/^src\/kubernetes\//, /^src\/diagnosis\//, /^src\/wire\//, /^src\/core\//],
    packages: [/^node:(crypto|dns|fs|net|path|tls)/, /^aws4$/, /^@kubernetes\/client-node(\/|$)/],
    why: 'what kubectl would send, and how a cluster is reached: it knows no kind of ours',
  },
  {
    room: 'compose',
    files: /^src\/compose\//,
    may: [/^src\/compose\//, /^src\/diagnosis\//, /^src\/wire\//, /^src\/core\//],
    packages: [/^node:(child_process|os|path)$/],
    why: 'what the Docker Engine and its Compose are asked: it knows no kind of ours, nor Kubernetes',
  },
  {
    room: 'diagnosis',
    files: /^src\/diagnosis\//,
    may: [/^src\/diagnosis\//, /^src\/wire\/deadline\.ts$/, /^src\/core\//],
    packages: [],
    why: 'what evidence of every platform is made of: it knows none of them',
  },
  {
    room: 'doctor',
    files: /^src\/doctor\//,
    may: [/^src\/(doctor|channels|runtime|kubernetes|compose|wire|core)\//],
    packages: [/^zod$/],
    why: 'it asks what it is given, on every host: it knows no adapter',
  },
  {
    room: 'local',
    files: /^src\/local\//,
    may: [
      /^src\/local\//,
      /^functions\//,
      /^src\/(web|runtime|config|probes|channels|remedies|evidence|wire|core)\//,
      /^src\/adapters\/(node|system)\//,
    ],
    packages: [/^node:/, /^aws-local-stepfunctions$/, /^@hono\/node-server$/, /^hono$/, /^prom-client$/, /^zod$/],
    why: 'the one-machine daemon uses no AWS',
  },
  {
    room: 'commands',
    files: /^src\/commands\//,
    may: [/^src\//, /^examples\/demo\//, /^package\.json$/],
    packages: [/^node:/, /^commander$/, /^picocolors$/, /^yaml$/, /^zod$/, /^@inquirer\/prompts$/],
    why: 'a verb wires things up, except constructs',
  },
  {
    room: 'bin',
    files: /^bin\//,
    may: [/^src\/commands\//, /^lib\//, /^bin\//],
    packages: [/^node:/, /^aws-cdk-lib$/],
    why: 'binaries are thin',
  },
];

/** Time, chance and timers are handed in, so that everything can run on virtual time. */
const BANNED =
  /\bDate\.now\b|\bMath\.random\b|\brandomUUID\b|\bset(?:Timeout|Interval|Immediate)\(|\bAbortSignal\.timeout\b|\bnew Date\(\)/;
const MAY_USE_TIME = /^src\/(adapters|local|simulation|probes\/wire|wire|commands)\//;

const root = resolve(import.meta.dirname, '..');
const sources = ['src', 'functions', 'lib', 'bin'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name))
    .map((name) => join(folder, name)),
);
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const importsOf = (file: string) =>
  [...textOf(file).matchAll(/(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)/g)].map(
    ([, a, b]) => a ?? b!,
  );

describe('the rooms of the house', () => {
  it.each(sources)('%s imports only what its room may', (file) => {
    const room = ROOMS.find(({ files }) => files.test(file));
    expect([file, room?.room]).toEqual([file, expect.any(String)]);
    const wrong = importsOf(file).filter((name) => {
      if (!name.startsWith('.')) return !room!.packages.some((allowed) => allowed.test(name));
      const target = relative(root, resolve(root, dirname(file), name));
      return !target.startsWith('functions/incident.asl.json') && !room!.may.some((allowed) => allowed.test(target));
    });
    expect({ file, wrong, because: wrong.length > 0 ? room!.why : '' }).toEqual({ file, wrong: [], because: '' });
  });

  it.each(sources.filter((file) => !MAY_USE_TIME.test(file) && !file.startsWith('bin/')))(
    '%s takes time and chance from its ports',
    (file) => {
      const code = textOf(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect([file, BANNED.exec(code)?.[0] ?? 'none']).toEqual([file, 'none']);
    },
  );

  it('keeps files small: median under 80 lines, none over 400', () => {
    const lengths = sources.map((file) => textOf(file).split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(80);
    expect(lengths.at(-1)).toBeLessThanOrEqual(400);
  });

  it('has no circles among the files of the core', () => {
    const core = sources.filter((file) => file.startsWith('src/core/'));
    // Types are erased: only what is left at run time can be a circle.
    const edges = new Map(
      core.map((file) => [
        file,
        [...textOf(file).matchAll(/(?:^|\n)import (?!type)[^;]*?from\s+'(\.[^']+)'/g)].map(([, name]) =>
          relative(root, resolve(root, dirname(file), name!)),
        ),
      ]),
    );
    const done = new Set<string>();
    const circle = (file: string, trail: readonly string[]): readonly string[] | undefined => {
      if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
      if (done.has(file)) return undefined;
      for (const next of edges.get(file) ?? []) {
        const found = circle(next, [...trail, file]);
        if (found) return found;
      }
      done.add(file);
      return undefined;
    };
    const found = core.map((file) => circle(file, [])).find(Boolean);
    expect(found ?? []).toEqual([]);
  });
});
