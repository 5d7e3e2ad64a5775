import { bounded, OF_A_MEMORY } from '../../core/check/bounded.ts';
import type { CheckResult } from '../../core/check/check.ts';
import type { Weighed } from '../../core/check/look.ts';
import { type Memory, remember, weigh } from '../../core/check/memory.ts';
import type { Past } from '../../core/check/usual.ts';
import type { Plan } from '../../core/plan.ts';
import type { ProberMemory, Recorded } from '../../core/ports.ts';
import { DAY, type Instant } from '../../core/time/instant.ts';
import type { Key, Table } from './table.ts';

/** A monitor that was not looked at for so long is remembered no more: longer than a `baseline` reaches back. */
const KEPT_FOR = 60 * DAY;
/** More conflicts in a row than this are not bad luck. */
const TRIES = 10;

type Place = Pick<CheckResult, 'monitor' | 'location'>;

/** The memory without its past days, which lie in a record of their own: the one of the slot `pastOf`. */
type Ring = Omit<Memory, 'past'> & {
  readonly pastOf?: Instant;
  /** The check that it was turned by, for people: most of the record, which stays under 1 KB all the same. */
  readonly last?: CheckResult;
};

interface Known {
  readonly memory: Memory;
  readonly pastOf: Instant | undefined;
  /** What the next write expects; 0 where nothing is stored. */
  readonly version: number;
}

/**
 * The prober's memory (T3, I6), one record per monitor and location, written on the version it was made from. Past days
 * are most of it and change once an hour: they are written only then, as a new record that the ring names.
 */
export class TableProber implements ProberMemory {
  readonly #table: Table;
  /** What this process wrote last: no need to read it, for a write that finds it outdated is a conflict. */
  readonly #known = new Map<string, Known>();

  constructor(table: Table) {
    this.#table = table;
  }

  async record(result: CheckResult, plan: Plan): Promise<Recorded> {
    const name = `${result.monitor} ${result.location}`;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const known = this.#known.get(name) ?? (await this.#read(result));
      const next = remember(known?.memory, result, plan);
      if (!next) return { is: 'stale' };
      // Whatever becomes of the write, only one that was answered is known.
      this.#known.delete(name);
      const written = await this.#write(next.weighed.result, next.memory, known);
      if (!written) continue;
      this.#known.set(name, written);
      return { is: 'new', weighed: next.weighed };
    }
    throw new Error(`the memory of ${result.monitor}: ${TRIES} conflicting writes in a row`);
  }

  async weigh(result: CheckResult, plan: Plan): Promise<Weighed> {
    return weigh((await this.#read(result))?.memory, result, plan);
  }

  /** The last check of each, as far as there was one; in no order. */
  async latest(places: readonly Place[]): Promise<readonly CheckResult[]> {
    const rings = await this.#table.many<Ring>(places.map(ringOf));
    return rings.flatMap(({ last }) => last ?? []);
  }

  async #read(place: Place): Promise<Known | undefined> {
    for (let before: number | undefined; ; ) {
      const found = await this.#table.read<Ring>(ringOf(place));
      if (!found) return undefined;
      const { version, value } = found;
      const { pastOf, last: _last, ...ring } = value;
      if (pastOf === undefined) return { memory: ring, pastOf, version };
      const past = await this.#table.read<Past>(pastAt(place, pastOf));
      if (past) return { memory: { ...ring, past: past.value }, pastOf, version };
      // Another prober replaced it between the two reads; a second time it is lost.
      if (before === version) return { memory: ring, pastOf, version };
      before = version;
    }
  }

  /** `undefined` where somebody else wrote meanwhile. */
  async #write(result: CheckResult, memory: Memory, known: Known | undefined): Promise<Known | undefined> {
    const { past, ...ring } = memory;
    const pastOf = past === known?.memory.past ? known?.pastOf : past && result.slot;
    const expires = result.slot + KEPT_FOR;
    if (past && pastOf !== known?.pastOf) await this.#table.put(pastAt(result, result.slot), { value: past, expires });
    const last = bounded(result, OF_A_MEMORY);
    const value: Ring = { ...ring, ...(pastOf !== undefined && { pastOf }), last };
    const version = (known?.version ?? 0) + 1;
    const answer = await this.#table.write(ringOf(result), { value, version, expires }, version - 1);
    if (answer === 'conflict') return undefined;
    if (known?.pastOf !== undefined && known.pastOf !== pastOf)
      // What nobody names any more expires by itself as well.
      await this.#table.remove(pastAt(result, known.pastOf)).catch(() => undefined);
    return { memory, pastOf, version };
  }
}

const ringOf = ({ monitor, location }: Place): Key => ({ of: `monitor#${monitor}`, as: `ring#${location}` });
const pastAt = ({ monitor, location }: Place, slot: Instant): Key => ({
  of: `monitor#${monitor}`,
  as: `past#${location}#${slot}`,
});
