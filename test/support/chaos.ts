import { type Instant, MINUTE, SECOND } from '../../src/core/time/instant.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import type { Fault } from '../../src/simulation/faults.ts';
import { MONDAY, shop, withMonitor } from './plan.ts';

/** Small, fast, seeded (mulberry32): the same seed gives the same world. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FAULTS: readonly Fault[] = ['crash before', 'crash after', 'error before', 'error after', 'conflict'];
const MONITORS = ['ingress', 'backend', 'frontend'];
const PEOPLE = ['devops-1', 'devops-2', 'lead-developer', 'senior-developer'];

export interface Chaos {
  readonly simulation: Simulation;
  /** When acknowledgements were stored, by generation of the incident. */
  readonly acknowledged: readonly { readonly at: Instant; readonly incident: string }[];
  readonly faults: number;
}

/** Two hours of breaking, mending, answering, muting and faults around any port call; then an hour of calm. */
export async function chaos(seed: number): Promise<Chaos> {
  const random = seeded(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const plan = withMonitor(shop({ reopenWindow: 10 * MINUTE }), 'backend', { severity: 'P1' });
  const simulation = new Simulation({ plan, start: MONDAY });
  const { world, clock } = simulation;
  let faults = 0;
  let rate = 0.01;
  simulation.faults.use(() => {
    if (random() >= rate) return undefined;
    faults += 1;
    return pick(FAULTS);
  });
  simulation.loseStarts(() => random() < rate);
  world.channel('phone', (_message, now) => {
    const roll = random();
    if (roll > 0.2) return { is: 'accepted' };
    if (roll > 0.13) return { is: 'unknown', why: 'timed out' };
    return roll > 0.06 ? { is: 'temporary', why: '503', retryAt: now + 5 * SECOND } : { is: 'permanent', why: '400' };
  });
  const acknowledged: { at: Instant; incident: string }[] = [];
  const acts = [
    () =>
      world.breaks(pick(MONITORS), {
        verdict: pick(['down', 'down', 'degraded', 'unknown'] as const),
        ...(random() < 0.3 && { looks: 1 + Math.floor(random() * 3) }),
      }),
    () => world.breaks(pick(MONITORS)),
    () => world.mends(pick(MONITORS)),
    async () => {
      const head = await simulation.stores.incidents.head('shop');
      if (!head) return;
      const { ok, text } = await simulation.answer({
        action: random() < 0.8 ? 'acknowledge' : 'escalate',
        incident: head.id,
        by: pick(PEOPLE),
        via: 'chaos',
      });
      if (ok && text.startsWith('acknowledged by')) acknowledged.push({ at: clock.now(), incident: head.id });
    },
    () =>
      simulation.answer({
        action: 'mute',
        monitors: [pick(MONITORS)],
        for: MINUTE * (1 + Math.floor(random() * 20)),
        why: 'chaos',
        by: 'ada',
      }),
    () => clock.jump(Math.floor(random() * 3) * 10 * MINUTE),
  ];
  for (let i = 0; i < 24; i++) {
    await Promise.resolve(pick(acts)()).catch(() => undefined);
    await simulation.run(Math.floor(random() * 10 * MINUTE));
  }
  rate = 0;
  world.channel('phone', () => ({ is: 'accepted' }));
  world.mends();
  await simulation.run(60 * MINUTE);
  return { simulation, acknowledged, faults };
}
