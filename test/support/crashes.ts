import { MINUTE } from '../../src/core/time/instant.ts';
import { Simulation, type SimulationOptions } from '../../src/simulation/driver.ts';
import { FAULTS, type Fault, type FaultPlan } from '../../src/simulation/faults.ts';
import { MONDAY, shop, withMonitor } from './plan.ts';

const plan = withMonitor(shop(), 'backend', { severity: 'P1' });

export type Where = Pick<SimulationOptions, 'stores' | 'atRest'>;

/** A whole incident: it fails, is paged, escalated, acknowledged, recovers. */
export async function incident(faults: FaultPlan = () => undefined, where: Where = {}): Promise<Simulation> {
  const s = new Simulation({ plan, start: MONDAY, ...where });
  s.faults.use(faults);
  await s.run(MINUTE);
  s.world.breaks('backend');
  await s.run(9 * MINUTE);
  for (let tries = 0; tries < 3; tries++) {
    const answered = await s
      .answer({ action: 'acknowledge', incident: 'shop-1', by: 'lead-developer', via: 'console' })
      .catch(() => undefined);
    if (answered) break;
  }
  await s.run(2 * MINUTE);
  s.world.mends();
  await s.run(8 * MINUTE);
  return s;
}

/** Reads have no "after": nothing happened that could be lost. */
const READS = /\.(head|heads|rows|current|get|read|weigh|look|control)$/;
const REACHES: Readonly<Record<Fault, (call: string) => boolean>> = {
  'crash before': () => true,
  'crash after': (call) => !READS.test(call),
  'error before': () => true,
  'error after': (call) => !READS.test(call),
  conflict: (call) => call.endsWith('.write'),
};

/** Both who are paged are paged once more at most, marked then, and told of the end. */
async function problems(s: Simulation): Promise<readonly string[]> {
  const { phase } = await s.head('shop');
  const pages = s.sent('page').map((r) => r.message);
  const unmarked = pages.filter((m, i) => pages.slice(0, i).some((other) => other.person === m.person) && !m.repeat);
  const who = (people: readonly { readonly person: string }[]) =>
    [...new Set(people.map((m) => m.person))].sort().join(' and ');
  const told = who(s.sent('resolved').map((r) => r.message));
  return [
    ...(phase === 'closed' ? [] : [`it is ${phase}`]),
    ...(who(pages) === 'devops-1 and lead-developer' ? [] : [`paged ${who(pages)}`]),
    ...(told === 'devops-1 and lead-developer' ? [] : [`told ${told}`]),
    ...(pages.length <= 3 ? [] : [`${pages.length} pages`]),
    ...unmarked.map((m) => `not marked as a repeat: ${m.key}`),
  ];
}

export interface Swept {
  readonly fault: Fault;
  readonly calls: number;
  readonly problems: readonly string[];
}

/**
 * Lives that incident again and again, every time with something befalling another one of its port calls: per fault how
 * many calls there were, and what went wrong. `everyNth` of them where all would take too long; `open` makes new stores.
 */
export async function sweep(everyNth: number, open: () => Promise<Where>): Promise<readonly Swept[]> {
  const calls: string[] = [];
  await incident(
    ({ port, method }) => {
      calls.push(`${port}.${method}`);
      return undefined;
    },
    await open(),
  );
  const found: Swept[] = [];
  for (const [i, fault] of FAULTS.entries()) {
    const reached = calls.flatMap((call, n) => (REACHES[fault](call) ? [{ call, nth: n + 1 }] : []));
    // Each fault begins with another one, so that together they meet more of them.
    const targets = reached.filter((_, n) => (n + i) % everyNth === 0);
    const wrong: string[] = [];
    for (const { call, nth } of targets) {
      const s = await incident((c) => (c.nth === nth ? fault : undefined), await open());
      wrong.push(...(await problems(s)).map((text) => `${fault} ${call}, call ${nth}: ${text}`));
    }
    found.push({ fault, calls: targets.length, problems: wrong });
  }
  return found;
}
