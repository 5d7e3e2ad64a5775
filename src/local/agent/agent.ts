import type { AgentAnswer, AgentReport, Ask } from '../../core/agent.ts';
import { bounded, OF_A_REPORT } from '../../core/check/bounded.ts';
import type { CheckResult } from '../../core/check/check.ts';
import { locationsOf, type Plan } from '../../core/plan.ts';
import type { Clock, Secrets } from '../../core/ports.ts';
import { SECOND } from '../../core/time/instant.ts';
import { probes } from '../../probes/index.ts';
import { observe } from '../../runtime/observer.ts';
import type { Reporter } from '../reporter.ts';
import { startScheduler } from '../scheduler.ts';

export interface AgentOptions {
  readonly plan: Plan;
  readonly location: string;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly reporter: Pick<Reporter, 'checked' | 'error'>;
  /** Sends one report; throws where it could not be delivered. */
  readonly send: (report: AgentReport, stop: AbortSignal) => Promise<AgentAnswer>;
  /** Between tries after a failure, in ms; for tests. */
  readonly pause?: number;
}

export interface Agent {
  readonly monitors: readonly string[];
  stop(): Promise<void>;
}

/** How long the other side may hold a call while it has nothing to ask, in ms. */
const WAIT = 20 * SECOND;
const PAUSE = 3 * SECOND;
const HERE = { probes, platform: 'machine' as const };
/** Results per report. */
const MOST = 25;

/**
 * Looks from here at the monitors of a location, and reports to a Tocsin elsewhere, which decides. What could not be
 * delivered is kept by monitor, the newest each: an old look is of no use, and the memory stays bounded.
 */
export function startAgent({ plan, location, clock, secrets, reporter, send, pause = PAUSE }: AgentOptions): Agent {
  const stopping = new AbortController();
  const { signal } = stopping;
  const undelivered = new Map<string, CheckResult>();
  const answers: AgentReport['answers'][number][] = [];
  const monitors = Object.values(plan.monitors).filter(({ name }) => locationsOf(plan, name).includes(location));
  const complaints = complainer(reporter);

  const lookAt = (name: string, slot: number) =>
    observe(plan.monitors[name]!, { clock, plan: () => plan, secrets, ...HERE }, location, slot, false);
  const scheduler = startScheduler({
    clock,
    plan: () => plan,
    location,
    probe: async (name, slot) => {
      const result = bounded(await lookAt(name, slot), OF_A_REPORT);
      undelivered.set(name, result);
      reporter.checked(result);
      wake();
    },
    onError: (where, error) => reporter.error(where, error),
  });

  let wake = () => {};
  /** Delivers what there is, again and again; sleeps while there is nothing. */
  const delivering = (async () => {
    while (!signal.aborted) {
      if (undelivered.size === 0 && answers.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
        continue;
      }
      const [results, answered] = [[...undelivered.values()].slice(0, MOST), answers.slice(0, MOST)];
      await trying(async () => {
        const { ignored } = await send({ results, answers: answered, wait: 0 }, signal);
        complaints.ignored(ignored);
        for (const result of results)
          if (undelivered.get(result.monitor) === result) undelivered.delete(result.monitor);
        answers.splice(0, answered.length);
      });
    }
  })();
  /** Waits for asks; the call is also the sign of life between reports. */
  const listening = (async () => {
    while (!signal.aborted)
      await trying(async () => {
        const { asks } = await send({ results: [], answers: [], wait: WAIT }, signal);
        for (const ask of asks) void answer(ask);
      });
  })();

  async function answer({ id, monitor, slot }: Ask): Promise<void> {
    if (!plan.monitors[monitor]) return;
    answers.push({ ask: id, result: bounded(await lookAt(monitor, slot), OF_A_REPORT) });
    wake();
  }

  async function trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      complaints.delivered();
    } catch (error) {
      if (signal.aborted) return;
      complaints.failed(error);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
      });
    }
  }

  return {
    monitors: monitors.map(({ name }) => name),
    stop: async () => {
      await scheduler.stop();
      stopping.abort();
      await Promise.all([delivering, listening]);
    },
  };
}

/** Says what is wrong once, not with every try. */
function complainer(reporter: Pick<Reporter, 'error'>) {
  let said = '';
  const ignored = new Set<string>();
  return {
    failed: (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== said) reporter.error('report', error);
      said = text;
    },
    delivered: () => {
      said = '';
    },
    ignored: (names: readonly string[]) => {
      for (const name of names.filter((each) => !ignored.has(each))) {
        ignored.add(name);
        reporter.error(
          'report',
          new Error(`the other side does not know '${name}' from here: does it run the same config?`),
        );
      }
    },
  };
}
