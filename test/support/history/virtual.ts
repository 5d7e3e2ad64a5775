import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { planOnAws } from '../../../src/config/compile/aws.ts';
import type { CheckResult } from '../../../src/core/check/check.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { Simulation } from '../../../src/simulation/driver.ts';
import { WitnessedIncidents } from '../../../src/simulation/soak/record.ts';
import { loadedFrom } from '../config.ts';
import { MONDAY } from '../plan.ts';
import type { Seen } from './lived.ts';
import { configOf } from './scenario.ts';

/** The scenario on virtual time. */
export async function onVirtualTime(): Promise<Seen> {
  const { plan: local, installation } = loadedFrom(configOf('http://127.0.0.1:9', 'http://127.0.0.1:9'));
  const plan = planOnAws(local, installation!);
  const stores = memoryStores();
  const looks: CheckResult[] = [];
  let now = () => MONDAY;
  const incidents = new WitnessedIncidents(
    stores.incidents,
    () => now(),
    () => undefined,
  );
  const { results } = stores;
  const record = async (all: readonly CheckResult[]) => {
    looks.push(...all);
    await results.record(all);
  };
  const simulation = new Simulation({
    plan,
    start: MONDAY,
    stores: { ...stores, incidents, results: Object.assign(Object.create(results), { record }) },
  });
  now = () => simulation.clock.now();
  await simulation.run(30 * SECOND);
  const from = now();
  simulation.world.breaks('backend', { text: 'answers 500 instead of 200-299' });
  while (!simulation.sent('page').some(({ message }) => message.person === 'bob')) await simulation.run(SECOND);
  const at = now();
  const { text } = await simulation.answer({
    action: 'acknowledge',
    incident: (await simulation.head('shop')).id,
    by: 'ada',
    via: 'link',
  });
  await simulation.run(10 * SECOND);
  const until = now();
  simulation.world.mends('backend');
  await simulation.run(5 * MINUTE);
  const head = await simulation.head('shop');
  return {
    plan,
    start: MONDAY,
    end: now(),
    broken: { from, until },
    commits: incidents.commits.map(({ at: written, head: of }) => ({ at: written, head: of as typeof head })),
    rows: await stores.incidents.rows(head.id),
    archived: [...incidents.ended],
    messages: simulation.world.receipts.map((receipt) => ({
      at: receipt.at,
      message: receipt.message,
      channel: receipt.channel,
    })),
    looks,
    acknowledged: { at, by: 'ada', text },
    surprises: simulation.deaths,
  };
}
