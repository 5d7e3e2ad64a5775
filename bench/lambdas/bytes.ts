import { resolve } from 'node:path';
import type { Code } from '../../lib/code/code.ts';
import {
  BROWSER_FUNCTIONS,
  type FunctionPlan,
  HOME_FUNCTIONS,
  LOCATION_FUNCTIONS,
  WATCH_FUNCTIONS,
} from '../../lib/functions.ts';
import { planOnAws } from '../../src/config/compile/aws.ts';
import { config } from '../../src/config/config.ts';

/** Every function that an installation may have. */
export const FUNCTIONS: Readonly<Record<string, FunctionPlan>> = {
  ...HOME_FUNCTIONS,
  ...LOCATION_FUNCTIONS,
  ...BROWSER_FUNCTIONS,
  ...WATCH_FUNCTIONS,
};

/** The runbook's own example: what most people deploy, and more kinds than that. */
const EXAMPLE = resolve(import.meta.dirname, '../../examples/fastapi-nextjs.yaml');

/** The example's plan as it runs on AWS. */
export function example() {
  const loaded = config.file(EXAMPLE);
  if (!loaded.ok || !loaded.installation) throw new Error(`${EXAMPLE} cannot be deployed`);
  const { installation } = loaded;
  return { plan: planOnAws(loaded.plan, installation), installation };
}

/** Bytes of JavaScript of each function, with the kinds that the example needs of it. */
export function bytesOf(code: Code): Readonly<Record<string, number>> {
  const { plan } = example();
  return Object.fromEntries(
    Object.entries(FUNCTIONS).map(([name, { handler = name, kinds }]) => [
      name,
      code.bytesOf([handler, ...(kinds?.(plan) ?? [])]),
    ]),
  );
}
