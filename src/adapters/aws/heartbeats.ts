import { GAP, type Heartbeat, type HeartbeatStore, type Heartbeats } from '../../core/check/heartbeat.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Table } from './table.ts';

const keyOf = (name: string) => ({ of: `heartbeat#${name}`, as: 'newest' });
const LISTENING = { of: 'listening', as: 'listening' };

interface Job {
  readonly known: Instant;
  readonly last?: Heartbeat;
}
interface Listening {
  readonly since: Instant;
  readonly until: Instant;
}

/** The newest report of each job, beside the incidents. */
export class TableHeartbeats implements HeartbeatStore {
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }

  async of(name: string, now: Instant): Promise<Heartbeats> {
    const [job, listening] = await Promise.all([
      this.#table.revise<Job>(keyOf(name), (was) => (was ? undefined : { value: { known: now } })),
      this.#table.read<Listening>(LISTENING),
    ]);
    if (!job) throw new Error(`the heartbeat of ${name} was not kept`);
    return { ...job, listening: listening?.value.since ?? job.known };
  }

  async beat(name: string, { at, outcome }: Heartbeat): Promise<void> {
    await this.#table.revise<Job>(keyOf(name), (was) =>
      was?.last && was.last.at > at ? undefined : { value: { known: was?.known ?? at, last: { at, outcome } } },
    );
  }

  async listen(now: Instant): Promise<void> {
    await this.#table.revise<Listening>(LISTENING, (was) => {
      const { since, until } = was ?? { since: now, until: now };
      return { value: { since: now - until > GAP ? now : since, until: Math.max(until, now) } };
    });
  }
}
