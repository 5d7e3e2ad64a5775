import { describe, expect, it } from '@jest/globals';
import { charge } from '../../src/cost/estimate.ts';
import { ITEMS, PRICES, type Price } from '../../src/cost/tariff.ts';
import { billFor, shopOf, total } from '../support/bills.ts';

const line = (text: string, what: string, wanted?: Parameters<typeof billFor>[1]) =>
  billFor(text, wanted).find((each) => each.what === what);

describe('prices', () => {
  it.each(Object.entries<Price>(PRICES))('%s has its unit, region, date and source', (_, price) => {
    expect(price.usd).toBeGreaterThan(0);
    expect(price.per).toBeGreaterThanOrEqual(1);
    expect([price.unit, price.region, price.source].every((text) => text !== '')).toBe(true);
    expect(price.date).toMatch(/^20\d\d-\d\d$/);
  });

  it('are each used by a line, or by what the same checks cost elsewhere', () => {
    const used = new Set<string>(ITEMS.map(({ price }) => price));
    const unused = Object.keys(PRICES).filter((name) => !used.has(name));
    expect(unused).toEqual(['canary', 'checkly', 'checklyBrowser', 'datadog', 'datadogBrowser']);
  });

  it('fall by tiers, each unit at its own', () => {
    expect(charge(PRICES.metric, 0, 10_000)).toBeCloseTo(3_000);
    expect(charge(PRICES.metric, 0, 12_000)).toBeCloseTo(3_200);
    expect(charge(PRICES.metric, 9_000, 2_000)).toBeCloseTo(400);
    expect(charge(PRICES.metric, 0, 260_000)).toBeCloseTo(3_000 + 24_000 + 500);
  });
});

describe('the bill', () => {
  it('draws an allowance once, whichever lines use it', () => {
    // 10 metrics are free: 6 of monitors, then 4 of Tocsin's own.
    const text = shopOf(3, '60s');
    const wanted = { locations: 3 };
    expect(line(text, 'metrics of monitors', wanted)).toMatchObject({ units: 6, list: 6 * 0.3, bill: 0 });
    expect(line(text, 'metrics of Tocsin itself', wanted)?.bill).toBe(0);
    expect(line(shopOf(4, '60s'), 'metrics of monitors')?.bill).toBe(0);
    expect(line(shopOf(6, '60s'), 'metrics of monitors')?.bill).toBeCloseTo(2 * 0.3);
    expect(line(shopOf(6, '60s'), 'metrics of Tocsin itself')).toMatchObject({
      list: line(shopOf(6, '60s'), 'metrics of Tocsin itself')?.bill,
    });
  });

  it('has no free dashboard above 50 metrics', () => {
    expect(line(shopOf(25, '60s'), 'dashboard')).toMatchObject({ list: 3, bill: 0 });
    expect(line(shopOf(26, '60s'), 'dashboard')).toMatchObject({ list: 3, bill: 3 });
  });

  it('counts metrics by location only where they are rich', () => {
    const units = (detail: 'lean' | 'rich') =>
      line(shopOf(5, '60s'), 'metrics of monitors', { locations: 3, detail })?.units;
    expect([units('lean'), units('rich')]).toEqual([10, 30]);
  });

  it('rises with what is assumed', () => {
    const text = shopOf(3, '60s', '  b: { kind: browser, url: "https://b.example.com/", interval: 5m }\n');
    const usual = total(billFor(text));
    for (const assumed of [
      { incidents: 400 },
      { lasting: 100 * 3_600_000 },
      { transitions: 40_000 },
      { pages: 6e6 },
      { memory: 1_024 },
      { 'browser-memory': 3_200 },
      { overhead: 2_000 },
      { step: 2_000 },
      { check: 3_000 },
      { browser: 20_000 },
      { 'log-bytes': 3_000 },
      { retention: 400 },
      { 'sent-bytes': 20_000 },
      { keys: 1 },
    ])
      expect([assumed, total(billFor(text, { assumed })) > usual]).toEqual([assumed, true]);
  });

  it('counts secrets in Secrets Manager by the piece, and a NAT gateway for a location in a VPC', () => {
    const text = shopOf(1, '60s', 'heartbeat: { to: "${secret:a}/${secret:b}" }\n');
    expect(line(text, 'in Secrets Manager')).toBeUndefined();
    expect(line(text, 'in Secrets Manager', { secrets: 'secrets-manager' })).toMatchObject({ units: 2, bill: 0.8 });
    expect(line(text, 'NAT gateways')).toBeUndefined();
    expect(line(text, 'NAT gateways', { vpcs: 1 })?.bill).toBeCloseTo(32.4);
    expect(line(text, 'NAT gateways', { vpcs: 1, assumed: { 'nat-gateways': 0 } })).toBeUndefined();
  });

  it('looks from home alone at what is looked at from here, and not at what an agent looks at', () => {
    const agents = 'locations: [eu-west-1, us-east-1, { agent: office, key: "${secret:office}" }]\n';
    const text = shopOf(
      1,
      '60s',
      `  near: { url: "https://n.example.com/", locations: [here] }\n  own: { url: "https://o.example.com/", locations: [office] }\n${agents}`,
    );
    // From 2 locations 1 monitor, from home 1 more, and whether the agent reports (a heartbeat at home).
    expect(line(text, 'memory of checks, writes', { locations: 2 })?.units).toBe(43_200 * 4);
    // Its reports arrive at the function's URL, once a round.
    expect(line(text, 'function URL, requests', { locations: 2 })?.units).toBe(43_200 + 20);
  });
});
