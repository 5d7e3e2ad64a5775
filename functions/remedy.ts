import type { Due } from '../src/core/incident/work.ts';
import type { Remedies, RunId } from '../src/core/ports.ts';
import { claim, onward, record, type WorkInput, type WorkPorts } from './work.ts';

type RemedyPorts = WorkPorts & { readonly remedies: Remedies };

/** A remedy's call that takes longer is re-read by `verify`, never sent again (G5). */
const LEASE = 60_000;

/** Plans, applies or verifies: one short guarded step each (rule 6). */
export const remedy =
  (ports: RemedyPorts) =>
  async (input: WorkInput): Promise<RunId> => {
    for (const key of input.keys) {
      const claimed = await claim(ports, input, key, LEASE);
      if (claimed) await act(ports, input, claimed.due);
    }
    return onward(input);
  };

async function act({ remedies, ...ports }: RemedyPorts, run: RunId, due: Due): Promise<void> {
  const { key } = due;
  if (due.kind === 'plan') await record(ports, run, 'plan', key, await remedies.plan(due.ask.remedy));
  else if (due.kind === 'apply')
    await record(
      ports,
      run,
      'apply',
      key,
      await remedies.apply(due.ask.remedy, due.ask.intent, `${run.incident}/${key}`),
    );
  else if (due.kind === 'verify')
    await record(ports, run, 'verify', key, await remedies.verify(due.ask.remedy, due.ask.intent));
}
