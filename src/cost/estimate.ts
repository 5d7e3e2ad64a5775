import type { Usage } from './model.ts';
import { ALLOWANCES, ITEMS, PRICES, type Price } from './tariff.ts';

/** A line of the bill, in dollars: at list price, and what is left of it after the free tier. */
export interface Line {
  readonly service: string;
  readonly what: string;
  readonly units: number;
  readonly price: Price;
  readonly list: number;
  readonly bill: number;
}

/** The bill of a month, line by line. */
export function billOf(usage: Usage): readonly Line[] {
  const left: Record<string, number> = { ...ALLOWANCES };
  const used = new Map<Price, number>();
  return ITEMS.flatMap(({ service, what, price: name, units: unitsOf }) => {
    const units = unitsOf(usage);
    if (units === 0) return [];
    const price: Price = PRICES[name];
    const before = used.get(price) ?? 0;
    used.set(price, before + units);
    const given = price.free === undefined ? 0 : Math.min(units, left[price.free]!);
    if (price.free !== undefined) left[price.free]! -= given;
    const list = charge(price, before, units);
    return [{ service, what, units, price, list, bill: list - charge(price, before, given) }];
  });
}

/** Dollars for the units from `before` on, each at the tier that it falls into. */
export function charge(price: Price, before: number, units: number): number {
  const tiers = [{ units: 0, usd: price.usd }, ...(price.above ?? [])];
  return tiers.reduce((total, tier, i) => {
    const from = Math.max(before, tier.units);
    const to = Math.min(before + units, tiers[i + 1]?.units ?? Number.POSITIVE_INFINITY);
    return total + (Math.max(0, to - from) * tier.usd) / price.per;
  }, 0);
}
