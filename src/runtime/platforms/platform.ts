import type { EvidencePart } from '../../core/evidence/evidence.ts';
import type { MonitorPlan, Plan } from '../../core/plan.ts';
import type { WorkloadMemory } from '../../core/remedy/workload-memory.ts';
import type { PlatformName, Within } from '../../remedies/define.ts';

/** What runs monitors: where a monitor's workload is one of this platform's, what can be asked of it. */
export interface Platform {
  readonly name: PlatformName;
  /** As people call it: who brought a version that came. */
  readonly called: string;
  /** The workload of a monitor; `undefined` where it names none, or one of another platform. */
  placed(monitor: Pick<MonitorPlan, 'workload'>): Placed | undefined;
}

/** A workload of a platform. */
export interface Placed {
  /** Its name in what is remembered: `prod/shop/deployment/backend-deployment`. */
  readonly key: string;
  /** What the config says of it, for programs. */
  readonly about: object;
  /** What a remedy needs to act on it. Throws where it cannot be had. `timeout`: milliseconds for each call. */
  reach(timeout: number, memory: WorkloadMemory): Promise<Within>;
  /** What runs now: the same `hash` for the same content, and what people call it. Throws where it cannot be had. */
  running(timeout: number): Promise<{ readonly hash: string; readonly label: string }>;
  /** What an expert would look at first. Only reads, 8 s at most. Throws where the config or the way in is wrong. */
  diagnose(asked: Asked): Promise<Seen>;
}

export interface Asked {
  readonly zone: string;
  /** When what runs became current, as the recorder saw it (G2). */
  readonly changedAt?: number;
  /** The last good moment: what changed after it is asked for as well. */
  readonly goodUntil?: number;
}

/** What was seen of a workload. */
export interface Seen {
  /** A sentence or two for the page; `undefined` where nothing was seen. */
  readonly summary: string | undefined;
  readonly parts: readonly EvidencePart[];
  /** Everything that counts could be seen, and is as it should be. */
  readonly isWell: boolean;
  /** Why there is no answer, by what was asked. */
  readonly missing: Readonly<Record<string, string>>;
  /** All of it, for programs: plain JSON. */
  readonly diagnosis: object;
}

/** A workload, and whose it is. */
export interface Found {
  readonly platform: Platform;
  readonly placed: Placed;
}

/** What runs a monitor, on whichever of the platforms; `undefined` where its plan does not say, or none of these knows it. */
export function placedOn(
  platforms: readonly Platform[],
  { monitors }: Pick<Plan, 'monitors'>,
  monitor: string,
): Found | undefined {
  for (const platform of platforms) {
    const placed = platform.placed(monitors[monitor] ?? {});
    if (placed) return { platform, placed };
  }
  return undefined;
}
