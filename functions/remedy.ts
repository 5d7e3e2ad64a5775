import type { Incident } from '../src/core/incident/incident.ts';
import type { Due, Work, WorkKind } from '../src/core/incident/work.ts';
import type { Diagnoser, Remedies, RunId } from '../src/core/ports.ts';
import { groundsOf } from '../src/core/remedy/grounds.ts';
import { claim, onward, record, type WorkInput, type WorkPorts } from './work.ts';

type RemedyPorts = WorkPorts & { readonly remedies: Remedies; readonly diagnoser: Diagnoser };

/** A remedy's call that takes longer is re-read by `verify`, never sent again (G5). */
const LEASE = 60_000;

/** Takes evidence; plans, applies or verifies: one short guarded step each (rule 6). */
export const remedy =
  (ports: RemedyPorts) =>
  async (input: WorkInput): Promise<RunId> => {
    let looks: Claimed[] = [];
    // Looks change nothing and go together: a cluster that hangs keeps the next page waiting once, not for each monitor.
    const look = async () => {
      const all = looks;
      looks = [];
      await Promise.all(all.map((each) => act(ports, input, each)));
    };
    for (const key of input.keys) {
      const { due, at } = (await claim(ports, input, key, LEASE)) ?? {};
      if (!due || !at?.incident) continue;
      const claimed = { due, incident: at.incident };
      if (due.kind === 'diagnose') looks.push(claimed);
      else {
        await look();
        await act(ports, input, claimed);
      }
    }
    await look();
    return onward(input);
  };

interface Claimed {
  readonly due: Due;
  readonly incident: Incident;
}

type Act<K extends WorkKind> = (
  ports: RemedyPorts,
  due: Extract<Due, { kind: K }>,
  incident: Incident,
) => Promise<Work[K]['got']>;

/** What is done for each kind of work; kinds that are not here are other steps'. */
const ACTS: { readonly [K in WorkKind]?: Act<K> } = {
  diagnose: ({ diagnoser }, { ask }, { id, failing, suspectedAt }) =>
    diagnoser.diagnose(ask.monitor, { id, failedAt: failing[ask.monitor]?.since ?? suspectedAt }),
  plan: (ports, { ask }, incident) => ports.remedies.plan(ask.remedy, grounds(ports, ask, incident)),
  apply: (ports, { ask }, incident) => ports.remedies.apply(ask.remedy, ask.intent, grounds(ports, ask, incident)),
  verify: (ports, { ask }, incident) => ports.remedies.verify(ask.remedy, ask.intent, grounds(ports, ask, incident)),
};

const grounds = ({ plan }: RemedyPorts, { remedy: name }: { readonly remedy: string }, incident: Incident) =>
  groundsOf(incident, name, plan().remedies[name]?.monitor);

/** The table is typed per kind; what is due carries its kind, so the two always match. */
async function act(ports: RemedyPorts, run: RunId, { due, incident }: Claimed): Promise<void> {
  const does = ACTS[due.kind] as Act<WorkKind> | undefined;
  if (does) await record(ports, run, due.kind, due.key, await does(ports, due, incident));
}
