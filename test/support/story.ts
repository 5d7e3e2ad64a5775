import type { Plan } from '../../src/core/plan.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import type { Receipt } from '../../src/simulation/world.ts';
import { MONDAY, shop } from './plan.ts';

/** A story begins: the shop runs, and one good minute has passed. */
export async function story(plan: Plan = shop(), start: number = MONDAY): Promise<Simulation> {
  const simulation = new Simulation({ plan, start });
  await simulation.run(60_000);
  return simulation;
}

/** `14:02:10` in UTC. */
export const at = (instant: number): string => new Date(instant).toISOString().slice(11, 19);

/** Who was paged on what, in order: `lead-developer on phone`. */
export const paged = (simulation: Simulation): readonly string[] => simulation.sent('page').map(who);

/** Who was told what, in order: `devops-1: acknowledged by lead-developer`. */
export const told = (simulation: Simulation): readonly string[] =>
  simulation.world.receipts
    .filter(({ message }) => message.type !== 'page')
    .map(({ message }) => `${message.person}: ${message.text.replace(/^shop: /, '').replace(/\..*$/, '')}`);

const who = ({ channel, message }: Receipt): string => `${message.person} on ${channel}`;

/** The timeline's words, one line each. */
export const words = async (simulation: Simulation, group = 'shop'): Promise<string> =>
  (await simulation.timeline(group)).map((line) => line.text).join('\n');
