import { describe, expect, it } from '@jest/globals';
import { elsewhere } from '../../src/cost/peers.ts';
import { billFor, deploymentOf, shopOf, total, type Wanted } from '../support/bills.ts';

/**
 * The table that was worked out by hand before anything was built: dollars a month from 3 locations, rounded to dollars.
 * `loop`: an interval below a minute takes rounds of one run, as here; `lean` and `rich` of 10 s were reckoned with a
 * queue between two functions instead, which is not built.
 */
const TABLE = [
  { monitors: 3, interval: '60s', lean: 8, rich: 11, synthetics: 467, checkly: 78, datadog: 194 },
  { monitors: 3, interval: '10s', lean: 19, rich: 23, loop: 52, checkly: 467, datadog: 1_166 },
  { monitors: 50, interval: '60s', lean: 42, rich: 102, synthetics: 7_776, checkly: 1_296, datadog: 3_240 },
  { monitors: 50, interval: '10s', lean: 58, rich: 118, loop: 85, checkly: 7_776, datadog: 19_440 },
  { monitors: 1_000, interval: '60s', lean: 769, rich: 1_969, synthetics: 155_520, checkly: 25_920, datadog: 64_800 },
  { monitors: 1_000, interval: '10s', lean: 1_101, rich: 2_301, loop: 1_633, checkly: 155_520, datadog: 388_800 },
] as const;

/** What the table counts. It also has one write to DynamoDB a run, at most 1 % of a row. */
const COUNTED = [
  'prober, requests',
  'prober, compute',
  'starts of prober and watch',
  'metrics of monitors',
  'metrics, requests',
  'alarms on monitors',
  'dashboard',
];
/** What comes on top, and why: docs/cost.md says so in words. */
const ON_TOP = [
  'memory of checks, writes', // a record for each monitor and location, not one for each run
  'metrics of Tocsin itself',
  'alarms on Tocsin itself',
  'confirmations, requests',
  'confirmations, compute',
  'steps, requests',
  'steps, compute',
  'watch, requests',
  'watch, compute',
  'function URL, requests',
  'function URL, compute',
  'incidents, transitions',
  'incidents, writes',
  'reads',
  'storage',
  'backup',
  'logs, written',
  'logs, kept',
  'messages',
  'checks, to the internet',
  'to the home region',
];

/** Within 5 %, or as near as a row that is rounded to dollars can tell. */
const near = (got: number, row: number) => Math.abs(got - row) <= Math.max(0.05 * row, 0.5);

describe.each(TABLE)('the worked table, $monitors monitors every $interval', ({ monitors, interval, ...row }) => {
  const text = shopOf(monitors, interval);
  const counted = (detail: Wanted['detail']) =>
    total(billFor(text, { locations: 3, detail }).filter(({ what }) => COUNTED.includes(what)));
  const loops = 'loop' in row;

  it(`agrees within 5 % on what it counts, lean${loops ? ', with rounds of one run' : ''}`, () => {
    const expected = loops ? row.loop : row.lean;
    expect({ got: counted('lean'), expected, near: near(counted('lean'), expected) }).toMatchObject({ near: true });
  });

  it('agrees within 5 % on what it counts, rich', () => {
    const expected = loops ? row.loop + row.rich - row.lean : row.rich;
    expect({ got: counted('rich'), expected, near: near(counted('rich'), expected) }).toMatchObject({ near: true });
  });

  it('comes to more only by lines that the table leaves out', () => {
    const lines = billFor(text, { locations: 3 }).map(({ what }) => what);
    expect(lines.filter((what) => !COUNTED.includes(what)).toSorted()).toEqual(ON_TOP.toSorted());
  });

  it('agrees on the others', () => {
    const others = elsewhere(deploymentOf(text, { locations: 3 }));
    const usd = (name: string) => Math.round(others.find((other) => other.name === name)!.usd);
    expect([usd('Checkly'), usd('Datadog')]).toEqual([row.checkly, row.datadog]);
    const synthetics = others.find(({ name }) => name === 'CloudWatch Synthetics')!;
    if ('synthetics' in row) expect([usd(synthetics.name), synthetics.cannot]).toEqual([row.synthetics, undefined]);
    else expect(synthetics.cannot).toBe('checks once a minute at most');
  });
});

describe('the numbers that a deployment has to keep', () => {
  it('is under $1 with the free tier: 3 monitors, 1 location, 60 s', () => {
    const bill = billFor(shopOf(3, '60s', 'heartbeat: { to: "${secret:a}" }\n'));
    expect(total(bill, 'bill')).toBeLessThan(1);
    // As worked out by hand: only what goes to DynamoDB is billed.
    expect([...new Set(bill.filter((line) => line.bill > 0).map(({ service }) => service))]).toEqual(['DynamoDB']);
  });

  it('is under $60 lean and at most 1/100 of CloudWatch Synthetics: 50 monitors, 3 locations, 60 s', () => {
    const text = shopOf(50, '60s');
    const list = total(billFor(text, { locations: 3 }));
    const synthetics = elsewhere(deploymentOf(text, { locations: 3 })).find(({ name }) => /Synthetics/.test(name))!;
    expect(list).toBeLessThan(60);
    expect(list).toBeLessThanOrEqual(synthetics.usd / 100);
  });
});
