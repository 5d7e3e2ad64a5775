import type { Plan } from '../../src/core/plan.ts';
import { ASSUMED, type Assumed } from '../../src/cost/assumptions.ts';
import { billOf, type Line } from '../../src/cost/estimate.ts';
import type { Deployment } from '../../src/cost/model.ts';
import { usageOf } from '../../src/cost/usage.ts';
import { planOf } from './config.ts';

/** A config of so many plain monitors, none of which depends on another, and more of it. */
export const shopOf = (monitors: number, interval: string, more = ''): string =>
  `name: shop\ndefaults: { interval: ${interval} }\nmonitors:\n${Array.from({ length: monitors }, (_, i) => `  m${i}: { url: "https://m${i}.example.com/" }\n`).join('')}${more}`;

/** A thousand monitors take a while to read. */
const read = new Map<string, Plan>();
const planFor = (text: string): Plan => {
  const plan = read.get(text) ?? planOf(text);
  read.set(text, plan);
  return plan;
};

export type Wanted = Partial<Omit<Deployment, 'plan' | 'assumed'>> & { readonly assumed?: Partial<Assumed> };

export const deploymentOf = (text: string, { assumed, ...wanted }: Wanted = {}): Deployment => ({
  ...{ plan: planFor(text), locations: 1, vpcs: 0, detail: 'lean', secrets: 'parameter-store' },
  ...wanted,
  assumed: { ...ASSUMED, ...assumed },
});

export const billFor = (text: string, wanted: Wanted = {}): readonly Line[] =>
  billOf(usageOf(deploymentOf(text, wanted)));

export const total = (lines: readonly Line[], of: 'list' | 'bill' = 'list'): number =>
  lines.reduce((all, line) => all + line[of], 0);
