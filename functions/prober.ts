import { agentBeats, type HeartbeatStore } from '../src/core/check/heartbeat.ts';
import { type DueSlots, roundsOf, type Shard } from '../src/core/check/shards.ts';
import type { Clock } from '../src/core/ports.ts';
import type { Instant } from '../src/core/time/instant.ts';
import type { ProbeInput, Taken } from './probe.ts';

export interface ProberPorts {
  readonly clock: Clock;
  readonly location: string;
  /** The location's shards, in order. */
  readonly shards: readonly Shard[];
  readonly probe: (input: ProbeInput) => Promise<Taken>;
  readonly heartbeats: HeartbeatStore;
  /** Resolves at a time that may have come already. */
  readonly until: (at: Instant) => Promise<unknown>;
  readonly onError: (where: string, error: unknown) => void;
}

export interface ProberInput {
  readonly shard: number;
  /** When the run was to begin; absent: now. */
  readonly at?: Instant | undefined;
}

/**
 * One run of a location's shard: looks at what falls due until the next run, in rounds where intervals are shorter than
 * that. A round whose time is over is dropped, never made up for: a late probe is a lie.
 */
export const prober =
  (ports: ProberPorts) =>
  async ({ shard: number, at }: ProberInput): Promise<Taken> => {
    const shard = ports.shards[number];
    if (!shard) throw new Error(`${ports.location} has no shard ${number}: deploy it anew`);
    const begin = Math.floor((at ?? ports.clock.now()) / shard.tick) * shard.tick;
    const beat = alive(ports, shard);
    let [checked, bad] = [0, 0];
    for (const [round, due] of roundsOf(shard, begin).entries()) {
      const from = begin + round * shard.apart;
      await ports.until(from);
      if (round > 0 && ports.clock.now() >= from + shard.apart) continue;
      const taken = await look(ports, due);
      checked += taken.checked;
      bad += taken.bad;
    }
    await beat;
    return { checked, bad };
  };

async function look({ probe, location }: ProberPorts, due: DueSlots): Promise<Taken> {
  const taken = await Promise.all([...due].map(([slot, monitors]) => probe({ monitors, location, slot })));
  const sum = (of: keyof Taken) => taken.reduce((all, each) => all + each[of], 0);
  return { checked: sum('checked'), bad: sum('bad') };
}

/** Says that this location looks, and that reports of jobs can arrive; not being able to is `watch`'s business. */
async function alive({ heartbeats, location, clock, onError }: ProberPorts, { monitors }: Shard): Promise<void> {
  const now = clock.now();
  try {
    await heartbeats.beat(agentBeats(location), { at: now, outcome: 'ok' });
    if (monitors.some(({ listens }) => listens)) await heartbeats.listen(now);
  } catch (error) {
    onError('heartbeat', error);
  }
}
