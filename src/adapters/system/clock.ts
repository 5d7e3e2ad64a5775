import type { Clock } from '../../core/ports.ts';

/** This machine's clock, ms UTC. */
export const systemClock: Clock = { now: () => Date.now() };
