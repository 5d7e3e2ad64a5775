import type { Heartbeat, HeartbeatStore } from '../src/core/check/heartbeat.ts';
import { equalSecrets } from '../src/core/equal.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Clock } from '../src/core/ports.ts';

export interface HeartbeatPorts {
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly heartbeats: HeartbeatStore;
  /** A monitor's settings, secrets resolved. */
  readonly settings: (monitor: string) => Promise<Readonly<Record<string, unknown>>>;
}

export interface HeartbeatInput {
  readonly monitor: string;
  readonly token: string;
  readonly outcome: Heartbeat['outcome'];
}

/** Takes a job's report. `refused`: no such monitor, or not its token; which of the two is nobody's business. */
export const heartbeat =
  (ports: HeartbeatPorts) =>
  async ({ monitor, token, outcome }: HeartbeatInput): Promise<'kept' | 'refused'> => {
    if (!ports.plan().monitors[monitor]?.listens) return 'refused';
    const { from } = await ports.settings(monitor);
    const expected = typeof from === 'object' && from !== null && 'token' in from ? from.token : undefined;
    if (typeof expected !== 'string' || !equalSecrets(token, expected)) return 'refused';
    await ports.heartbeats.beat(monitor, { at: ports.clock.now(), outcome });
    return 'kept';
  };
