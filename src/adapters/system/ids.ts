import { randomUUID } from 'node:crypto';
import type { Ids } from '../../core/ports.ts';

/** 122 random bits each: unique across processes and restarts. */
export const randomIds: Ids = { next: () => randomUUID() };
