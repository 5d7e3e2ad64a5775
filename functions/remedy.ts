import type { Incident } from '../src/core/incident/incident.ts';
import type { Due } from '../src/core/incident/work.ts';
import type { Remedies, RunId } from '../src/core/ports.ts';
import { groundsOf } from '../src/core/remedy/grounds.ts';
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
      if (claimed?.at.incident) await act(ports, input, claimed.due, claimed.at.incident);
    }
    return onward(input);
  };

async function act({ remedies, ...ports }: RemedyPorts, run: RunId, due: Due, incident: Incident): Promise<void> {
  if (due.kind !== 'plan' && due.kind !== 'apply' && due.kind !== 'verify') return;
  const { key, ask } = due;
  const name = ask.remedy;
  const grounds = groundsOf(incident, name, ports.plan().remedies[name]?.monitor);
  if (due.kind === 'plan') await record(ports, run, 'plan', key, await remedies.plan(name, grounds));
  else if (due.kind === 'apply')
    await record(ports, run, 'apply', key, await remedies.apply(name, due.ask.intent, grounds));
  else await record(ports, run, 'verify', key, await remedies.verify(name, due.ask.intent, grounds));
}
