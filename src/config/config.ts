import { channels } from '../channels/index.ts';
import { evidence } from '../evidence/index.ts';
import { probes } from '../probes/index.ts';
import { remedies } from '../remedies/index.ts';
import { configLoader } from './load.ts';

/** The config language with every kind there is; `timezone` is of configs that name none. */
export const configIn = (timezone: string) => configLoader({ probes, channels, remedies, evidence, timezone });

/** The same, in the zone of this machine. */
export const config = configIn(new Intl.DateTimeFormat().resolvedOptions().timeZone);
