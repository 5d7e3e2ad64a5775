import { channels } from '../channels/index.ts';
import { probes } from '../probes/index.ts';
import { remedies } from '../remedies/index.ts';
import { configLoader } from './load.ts';

/** The config language with every kind there is. */
export const config = configLoader({
  probes,
  channels,
  remedies,
  timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
});
