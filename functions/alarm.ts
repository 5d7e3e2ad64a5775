import { subjectOf } from '../src/core/alarm/alarm.ts';
import { readAlarmEvent } from '../src/core/alarm/event.ts';
import { looksOfAlarm } from '../src/core/alarm/looks.ts';
import type { Installation } from '../src/core/installation.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Clock } from '../src/core/ports.ts';
import type { SignalInput } from './signal.ts';

export interface AlarmPorts {
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly installation: Pick<Installation, 'prefix'>;
  readonly signal: (input: SignalInput) => Promise<unknown>;
}

/**
 * The second door (rule 8): takes an alarm's change of state from EventBridge and signals what it says of its monitor, as
 * a prober would. The incident's own looks confirm or acquit it (I1). An alarm that ends says nothing: its metrics are no
 * look, and what is over the looks will say. `signalled`: looks that were; none of events that are about nothing of ours.
 */
export const alarm =
  ({ clock, plan, installation, signal }: AlarmPorts) =>
  async (event: unknown): Promise<{ readonly signalled: number }> => {
    const state = readAlarmEvent(event);
    const subject = state?.value === 'ALARM' ? subjectOf(state.name, installation, plan()) : undefined;
    if (!state || !subject) return { signalled: 0 };
    const looks = looksOfAlarm(subject, state.since, plan(), clock.now());
    await signal({ looks });
    return { signalled: looks.length };
  };
