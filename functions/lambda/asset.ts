import { readFileSync } from 'node:fs';
import type { Installation } from '../../src/core/installation.ts';
import type { Plan } from '../../src/core/plan.ts';

/** What lies beside the bundle: the stack wrote it there from the config. */
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;

/** Read once for each copy of a function: another config is another deployment. */
export function asset() {
  const plan = read<Plan>('plan.json');
  const publicUrl = plan.console.publicUrl ?? process.env.TOCSIN_PUBLIC_URL;
  return {
    installation: read<Installation>('installation.json'),
    // Where the config names no address people reach the function URL, which is known only once it is deployed.
    plan: publicUrl === undefined ? plan : { ...plan, console: { ...plan.console, publicUrl } },
    region: setting('AWS_REGION'),
    account: setting('TOCSIN_ACCOUNT'),
    partition: setting('TOCSIN_PARTITION'),
  };
}
export type Asset = ReturnType<typeof asset>;

/** A variable that the stack, or Lambda itself, sets. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the function's environment lacks ${name}: deploy it anew`);
  return value;
}
