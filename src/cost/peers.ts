import { isBrowser } from '../core/check/shards.ts';
import { MINUTE } from '../core/time/instant.ts';
import { charge } from './estimate.ts';
import type { Deployment } from './model.ts';
import { checksOf, placesOf } from './places.ts';
import { sum } from './shards.ts';
import { PRICES, type Price } from './tariff.ts';

/** What the same checks cost elsewhere, dollars a month at list price. */
export interface Elsewhere {
  readonly name: string;
  readonly usd: number;
  readonly how: string;
  /** What it cannot do of it; `usd` is then for as much as it can. */
  readonly cannot?: string;
}

interface Peer {
  readonly name: string;
  readonly plain: Price;
  readonly browser: Price;
  /** The shortest interval it offers, ms. */
  readonly shortest: number;
  readonly leavesOut: string;
}

const PEERS: readonly Peer[] = [
  {
    name: 'CloudWatch Synthetics',
    plain: PRICES.canary,
    browser: PRICES.canary,
    shortest: MINUTE,
    leavesOut: 'its Lambda, S3, logs and alarms come on top',
  },
  {
    name: 'Datadog',
    plain: PRICES.datadog,
    browser: PRICES.datadogBrowser,
    shortest: 0,
    leavesOut: 'billed yearly, from memory',
  },
  { name: 'Checkly', plain: PRICES.checkly, browser: PRICES.checklyBrowser, shortest: 0, leavesOut: 'prepaid runs' },
];

/** The same checks elsewhere, the dearest first. Heartbeats count for nothing: nobody charges much for waiting. */
export function elsewhere({ plan, locations }: Pick<Deployment, 'plan' | 'locations'>): readonly Elsewhere[] {
  const looking = placesOf(plan, locations).flatMap(({ monitors }) => monitors.filter(({ listens }) => !listens));
  return PEERS.map(({ name, plain, browser, shortest, leavesOut }) => {
    const runs = (browsers: boolean) =>
      sum(
        looking
          .filter((each) => isBrowser(each) === browsers)
          .map(({ interval }) => checksOf({ interval: Math.max(interval, shortest) })),
      );
    const [some, more] = [runs(false), runs(true)];
    return {
      name,
      usd: charge(plain, 0, some) + charge(browser, 0, more),
      how: `${priceIn(plain)}${more > 0 && browser !== plain ? `, ${priceIn(browser)}` : ''}; ${leavesOut}`,
      ...(looking.some(({ interval }) => interval < shortest) && { cannot: 'checks once a minute at most' }),
    };
  }).toSorted((a, b) => b.usd - a.usd);
}

/** `$0.20 per M requests`. */
export function priceIn({ usd, per, unit }: Price): string {
  const many: Readonly<Record<number, string>> = { 1e3: '1,000 ', 1e4: '10,000 ', 1e6: 'M ' };
  const one = per === 1 ? unit.replace(/s$/, '') : unit;
  return `$${usd >= 0.01 ? cents(usd) : Number(usd.toPrecision(3))} per ${many[per] ?? ''}${one}`;
}

/** At least two digits, more where there are more. */
const cents = (usd: number): string => (usd * 100 === Math.round(usd * 100) ? usd.toFixed(2) : String(usd));
