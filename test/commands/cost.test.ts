import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import { commandLine } from '../../src/commands/command-line.ts';
import { runCommand } from '../support/command.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-cost-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const cost = (...args: readonly string[]) => runCommand(['cost', ...args], directory);
const write = (text: string) => writeFileSync(join(directory, 'tocsin.yaml'), text);
const SHOP = 'name: shop\nmonitors:\n  shop: { url: "https://shop.example.com/" }\n';
const EXAMPLE = resolve(import.meta.dirname, '../../examples/fastapi-nextjs.yaml');

interface Answer {
  readonly list: number;
  readonly bill: number;
  readonly locations: number;
  readonly assumed: Record<string, number>;
  readonly lines: readonly { what: string; units: number; list: number; price: { source: string } }[];
  readonly elsewhere: readonly { name: string; usd: number }[];
}
const json = async (...args: readonly string[]): Promise<Answer> => {
  const { exit, out, err } = await cost(...args, '-o', 'json');
  expect([exit, err]).toEqual([0, '']);
  return JSON.parse(out) as Answer;
};

describe('tocsin cost', () => {
  it('says what a month will cost, line by line, and that nothing is deployed', async () => {
    write(SHOP);
    const { exit, out } = await cost();
    expect(exit).toBe(0);
    const lines = out.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'shop will cost $0.05 a month on AWS, $5.64 before the free tier',
      '1 monitor from 1 location, every 60 s: 43,200 checks. Metrics: lean',
      'This is what a deployment will cost; nothing is deployed by this command.',
      '',
    ]);
    expect(out).toMatch(
      /^ +list +to pay\nCloudWatch +\d+\.\d\d +-\n {2}metrics of monitors +2 at \$0.30 per metric +0.60 +-$/m,
    );
    expect(out).toMatch(/^ {2}memory of checks, writes +43,200 at \$0.625 per M writes of 1 KB +0.03 +0.03$/m);
    expect(out).toMatch(/^15 lines below a cent +0.04 +<0.01\nTotal +5.64 +0.05$/m);
    expect(out).toContain('  CloudWatch Synthetics       $51.84');
    expect(out).toContain('  incidents=4');
  });

  it('adds up: its lines are the total', async () => {
    const { list, lines } = await json('-f', EXAMPLE);
    expect(lines.reduce((all, line) => all + line.list, 0)).toBeCloseTo(list, 10);
    expect(lines.every(({ price }) => price.source !== '')).toBe(true);
  });

  it('looks from the regions of the config, or from as many as asked for', async () => {
    expect((await json('-f', EXAMPLE)).locations).toBe(3);
    expect((await json('-f', EXAMPLE, '--locations', '1')).locations).toBe(1);
    write(SHOP);
    expect((await json()).locations).toBe(1);
  });

  it('takes another interval, other metrics and other assumptions', async () => {
    write(SHOP);
    const usual = await json();
    const units = (answer: Answer, what: string) => answer.lines.find((line) => line.what === what)?.units;
    expect(units(await json('--interval', '5m'), 'memory of checks, writes')).toBe(8_640);
    expect(units(await json('--detail', 'rich', '--locations', '2'), 'metrics of monitors')).toBe(4);
    const more = await json('--assume', 'incidents=40', '--assume', 'memory=1024');
    expect(more.assumed).toEqual({ ...usual.assumed, incidents: 40, memory: 1_024 });
    expect(units(more, 'incidents, transitions')).toBe(1_600);
    expect(units(await json('--secrets', 'secrets-manager', '-f', EXAMPLE), 'in Secrets Manager')).toBe(7);
  });

  it('counts a NAT gateway for a location inside a VPC, and says so', async () => {
    write(`${SHOP}locations: [eu-west-1, { region: eu-west-1, vpc: vpc-1 }]\n`);
    const { out } = await cost();
    expect(out).toContain('from 2 locations, 1 of them in a VPC');
    expect(out).toMatch(/NAT gateways +720 at \$0.045 per hour +32.40 +32.40/);
    expect(out).toContain('nat-gateways=1');
  });

  it('says what a deployment will not do: look more often than every 10 s', async () => {
    write(SHOP);
    expect((await cost('--interval', '5s')).out).toContain('every 10 s at most');
    expect((await cost('--interval', '10s')).out).not.toContain('every 10 s at most');
  });

  it.each([
    [['--locations', '0'], "--locations '0' is no number of regions: write 1 to 40"],
    [['--interval', 'soon'], "--interval 'soon' is no interval: write for example 60s or 5m, at least 1s"],
    [['--assume', 'incident=3'], "--assume 'incident=3': nothing is assumed of 'incident'. Did you mean 'incidents'?"],
    [['--assume', 'browser=12'], "--assume 'browser=12': '12' is not a duration. Write for example browser=12s."],
    [['--assume', 'incidents'], "--assume 'incidents': '' is not a number. Write for example incidents=20."],
    [['--detail', 'much'], "argument 'much' is invalid. Allowed choices are lean, rich."],
  ])('refuses %j with the remedy', async (args, said) => {
    write(SHOP);
    const { exit, err } = await cost(...args);
    expect(exit).toBe(2);
    expect(err).toContain(said);
  });

  it('keeps the bill within 80 columns', async () => {
    let out = '';
    const io = {
      ...{ isTerminal: true, columns: 80, environment: {}, directory, colors: pc.createColors(false) },
      ...{ out: (text: string) => (out += `${text}\n`), err: () => {}, write: () => {} },
    };
    await commandLine(['cost', '-f', EXAMPLE], io);
    expect(out.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  });
});
