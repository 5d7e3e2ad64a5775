import type { MonitorPlan } from '../plan.ts';
import { HOUR, MINUTE } from '../time/instant.ts';

/** An alarm has this long to become an incident, and its datapoints to leave it again. */
const LEAST = 3 * MINUTE;
/** Longer ended mutes do not count for any alarm. */
export const PATIENCE_AT_MOST = HOUR;

/** How long an alarm of a monitor may stand alone, in ms: three of its looks, three minutes at least, an hour at most. */
export const patience = ({ interval }: Pick<MonitorPlan, 'interval'>): number =>
  Math.min(PATIENCE_AT_MOST, Math.max(LEAST, 3 * interval));
