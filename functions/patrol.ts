import type { AlarmState } from '../src/core/alarm/alarm.ts';
import type { HeartbeatLog } from '../src/core/check/heartbeat.ts';
import type { Installation } from '../src/core/installation.ts';
import type { WatchMemory } from '../src/core/ports.ts';
import { reasonOf } from '../src/core/reason.ts';
import type { Concern } from '../src/core/watch/concern.ts';
import type { Failure } from '../src/core/watch/facts.ts';
import { find } from '../src/core/watch/find.ts';
import { type PatrolMemory, reconciled } from '../src/core/watch/memory.ts';
import { withRevived } from '../src/core/watch/revivals.ts';
import { said } from '../src/core/watch/said.ts';
import { wordsOf } from '../src/core/watch/words.ts';
import { gather } from './gather.ts';
import type { SignalInput } from './signal.ts';
import type { WorkPorts } from './work.ts';

/** Every call has to end by itself: the patrol waits for all of them. */
export interface PatrolPorts extends WorkPorts {
  readonly installation: Installation;
  readonly heartbeats: HeartbeatLog;
  /** The installation's alarms in the home region; those in ALARM at least. */
  readonly alarms: () => Promise<readonly AlarmState[]>;
  /** The `signal` of the home region, called with nothing to carry: whether it answers. */
  readonly signal: (input: SignalInput) => Promise<unknown>;
  readonly memory: WatchMemory;
  /** Publishes to people, without anything of the home region. */
  readonly notify: (text: string) => Promise<void>;
  /** Pings the external heartbeat, where there is one. */
  readonly pulse: () => Promise<void>;
  /** Hears of what went wrong beside the patrol itself. */
  readonly onError?: (where: string, error: unknown) => void;
}

export interface Patrolled {
  readonly concerns: readonly Concern[];
  /** What was published. */
  readonly text?: string;
}

/**
 * Looks after Tocsin itself from another region, each minute: revives overdue incidents (V6), says what is of concern, and
 * pings the external heartbeat while nothing is: whoever listens there calls people when it hears nothing. Where the table
 * cannot be reached this process remembers by itself what it said. Throws where people could not be told: then nothing is
 * remembered, it is said again, and there is no ping.
 */
export const patrol = (ports: PatrolPorts): (() => Promise<Patrolled>) => {
  let own: PatrolMemory | undefined;
  return async () => {
    const now = ports.clock.now();
    const failures: Failure[] = [];
    const ask = async <T>(what: Failure['what'], asked: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await asked();
      } catch (error) {
        failures.push({ what, why: reasonOf(error) });
        return undefined;
      }
    };
    const stored = await ask('table', async () => ({ memory: await ports.memory.read() }));
    const before = reconciled(stored?.memory, own) ?? { at: now, begun: now, concerns: {}, revivals: {} };
    const { revived, ...asked } = await gather(ports, ask, now);
    const [plan, { installation }] = [ports.plan(), ports];
    const revivals = withRevived(before.revivals, revived, now);
    const findings = find({ now, plan, installation, begun: before.begun, revivals, failures, ...asked });
    const { say, known } = said(before.concerns, findings, now);
    const text = wordsOf(say, plan, installation);
    if (text !== undefined) await ports.notify(text);
    own = { at: now, begun: before.begun, concerns: known, revivals };
    const beside = (where: string) => (error: unknown) => ports.onError?.(where, error);
    // What cannot be read is not overwritten either: this process knows less than what is there.
    if (stored) await ports.memory.write(own).catch(beside("the patrol's memory"));
    if (!findings.concerns.some(({ chore }) => !chore)) await ports.pulse().catch(beside('heartbeat'));
    return { concerns: findings.concerns, ...(text !== undefined && { text }) };
  };
};
