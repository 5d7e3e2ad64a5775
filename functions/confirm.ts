import { lookOf } from '../src/core/check/look.ts';
import { locationsOf } from '../src/core/plan.ts';
import type { Observer, ProberMemory, ResultSink, RunId } from '../src/core/ports.ts';
import { claim, onward, record, type WorkInput, type WorkPorts } from './work.ts';

/** Longer than the longest check; a confirmation that takes longer counts as lost. */
const SLACK = 15_000;

/** A second opinion on the suspects, from all locations at once, and on the control endpoint (I1, I3). */
export const confirm =
  (ports: WorkPorts & { readonly observer: Observer; readonly memory: ProberMemory; readonly results: ResultSink }) =>
  async (input: WorkInput): Promise<RunId> => {
    for (const key of input.keys) {
      const plan = ports.plan();
      const longest = Math.max(0, ...Object.values(plan.monitors).map((m) => m.timeout));
      const claimed = await claim(ports, input, key, longest + SLACK);
      if (claimed?.due.kind !== 'confirm') continue;
      const slot = ports.clock.now();
      const known = claimed.due.ask.monitors.filter((monitor) => plan.monitors[monitor]);
      const asked = known.flatMap((monitor) => locationsOf(plan, monitor).map((location) => ({ monitor, location })));
      const [results, control] = await Promise.all([
        Promise.all(asked.map(({ monitor, location }) => ports.observer.look(monitor, location, slot))),
        ports.observer.control(),
      ]);
      const weighed = await Promise.all(
        // What is slow for this hour is so on a second look, too: otherwise each second opinion would acquit it.
        results.map((result) => ports.memory.weigh(result, plan)),
      );
      await record(ports, input, 'confirm', key, { looks: weighed.map(lookOf), control });
      await ports.results.record(weighed.map(({ result }) => result));
    }
    return onward(input);
  };
