import type { Verified } from '../../core/remedy/remedy.ts';
import { ailing, type Inspected, nameOf } from '../container.ts';

/** On its way to run, and not there yet. */
const COMING: ReadonlySet<string> = new Set(['created', 'restarting', 'removing']);

/** Whether they run, and none of their own checks fails. */
export function standing(containers: readonly Inspected[]): Verified {
  const waits = containers.find(({ State: { Status, Health } }) => COMING.has(Status) || Health?.Status === 'starting');
  const ails = containers.find((each) => ailing(each) !== undefined && !COMING.has(each.State.Status));
  if (ails) return { is: 'failed', why: `${nameOf(ails)}: ${ailing(ails)}` };
  return waits ? { is: 'pending', text: `${nameOf(waits)} is not ready yet` } : { is: 'healthy' };
}
