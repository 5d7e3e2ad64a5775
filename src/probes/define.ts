import type * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import type { HeartbeatLog } from '../core/check/heartbeat.ts';
import type { Instant } from '../core/time/instant.ts';

export type Platform = 'machine' | 'lambda';

/** What a probe may know besides its settings. */
export interface ProbeContext {
  /** Milliseconds until the check's absolute deadline, kept within 100 ms whatever the peer does (W1). */
  readonly timeout: number;
  /** CIDRs that may be connected to although private or loopback (W5). */
  readonly allowNetworks: readonly string[];
  /** Fill `trace` with the whole conversation, secrets redacted. */
  readonly trace: boolean;
  /** Resolved secret values: none of them may appear in a finding (W7). */
  readonly secrets: readonly string[];
  /** The wall clock at the start, in ms since the epoch, UTC: for expiry dates and ages, never for durations. */
  readonly now: Instant;
  /** Where this runs: a Lambda has no raw sockets and no programs to start. */
  readonly platform: Platform;
  /** What monitored jobs reported; absent where nobody can report to. */
  readonly heartbeats?: HeartbeatLog;
  /** The monitor that is looked at; what is reported to belongs to it. */
  readonly monitor: string;
  /** `address` or `address:port` of the name servers to ask instead of the system's (W3). */
  readonly nameServers?: readonly string[];
}

/** One kind of check. `run` answers whatever happens: what the peer does wrong is a finding, only bugs throw. */
export interface ProbeKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly kind: string;
  /** One line for the reference docs. */
  readonly summary: string;
  readonly shape: Shape;
  run(settings: z.output<z.ZodObject<Shape>>, context: ProbeContext): Promise<Finding>;
  /** Jobs report to monitors of this kind, with the token of their settings; nothing is connected to. */
  readonly listens?: true;
  /** Whether one more look costs the peer little and changes nothing: then a burst of them may tell saturation from failure. */
  isLight?(settings: z.output<z.ZodObject<Shape>>): boolean;
  /** Names of the parts that these settings declare (`parts: { database: … }`). */
  parts?(settings: z.output<z.ZodObject<Shape>>): readonly string[];
}

/** Declares a probe kind; the config language builds the strict object around its shape. */
export function defineProbe<Shape extends z.ZodRawShape>(kind: ProbeKind<Shape>): ProbeKind<Shape> {
  return kind;
}
