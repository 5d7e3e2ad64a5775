import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { describeCost } from '../../src/commands/cost.ts';
import { ASSUMPTIONS } from '../../src/cost/assumptions.ts';
import { PRICES } from '../../src/cost/tariff.ts';
import { billFor, shopOf, total } from '../support/bills.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/cost.md'), 'utf8');
const rows = [...page.matchAll(/^\| ([\d,]+) \| (\d+) s \|(.+)\|$/gm)].map(([, monitors, seconds, cells]) => ({
  monitors: Number(monitors!.replace(',', '')),
  interval: `${seconds}s`,
  dollars: cells!.split('|').map((cell) => Number(cell.replace(',', ''))),
}));

describe('docs/cost.md', () => {
  it('has six rows', () => expect(rows.length).toBe(6));

  it.each(rows)('says what the command says: $monitors monitors every $interval', ({ monitors, interval, dollars }) => {
    const got = (detail: 'lean' | 'rich') =>
      Math.round(total(billFor(shopOf(monitors, interval), { locations: 3, detail })));
    expect([dollars[1], dollars[3]]).toEqual([got('lean'), got('rich')]);
  });

  it('names flags and assumptions that there are', () => {
    const flags = describeCost(new Command('cost')).options.map(({ long }) => long);
    for (const [flag] of page.matchAll(/--[a-z]+/g)) expect(flags).toContain(flag);
    for (const [, name] of page.matchAll(/--assume ([a-z-]+)=/g)) expect(Object.keys(ASSUMPTIONS)).toContain(name);
  });

  it('has the prices of others as the bill has them', () => {
    const said = [PRICES.canary, PRICES.datadog, PRICES.datadogBrowser, PRICES.checkly, PRICES.checklyBrowser];
    for (const { usd } of said) expect(page).toContain(`$${usd} `);
  });
});
