import type { Incident } from '../src/core/incident/incident.ts';
import type { Due, WorkKind } from '../src/core/incident/work.ts';
import type { Remedies, RunId } from '../src/core/ports.ts';
import { groundsOf } from '../src/core/remedy/grounds.ts';
import type { DiagnoseInput } from './diagnose.ts';
import { claim, onward, record, type WorkInput, type WorkPorts } from './work.ts';

type RemedyPorts = WorkPorts & {
  readonly remedies: Remedies;
  /** Starts to look into what runs a monitor, and does not wait for what comes of it. */
  readonly diagnose: (asked: DiagnoseInput) => Promise<unknown>;
};

/** A remedy's call that takes longer is re-read by `verify`, never sent again (G5). */
const LEASE = 60_000;

/** Takes evidence; plans, applies or verifies: one short guarded step each (rule 6). */
export const remedy =
  (ports: RemedyPorts) =>
  async (input: WorkInput): Promise<RunId> => {
    const run = onward(input);
    for (const key of input.keys) {
      const claimed = await claim(ports, input, key, LEASE);
      if (claimed?.at.incident) await act(ports, run, claimed.due, claimed.at.incident);
    }
    return run;
  };

type Act<K extends WorkKind> = (
  ports: RemedyPorts,
  due: Extract<Due, { kind: K }>,
  incident: Incident,
  run: RunId,
) => Promise<unknown>;

/** What is done for each kind of work; kinds that are not here are other steps'. */
const ACTS: { readonly [K in WorkKind]?: Act<K> } = {
  diagnose: ({ diagnose }, { key, ask: { monitor } }, { failing, suspectedAt }, run) =>
    diagnose({ ...run, key, monitor, failedAt: failing[monitor]?.since ?? suspectedAt }),
  plan: async (ports, { key, ask }, incident, run) =>
    record(ports, run, 'plan', key, await ports.remedies.plan(ask.remedy, grounds(ports, ask, incident))),
  apply: async (ports, { key, ask }, incident, run) =>
    record(ports, run, 'apply', key, await ports.remedies.apply(ask.remedy, ask.intent, grounds(ports, ask, incident))),
  verify: async (ports, { key, ask }, incident, run) =>
    record(
      ports,
      run,
      'verify',
      key,
      await ports.remedies.verify(ask.remedy, ask.intent, grounds(ports, ask, incident)),
    ),
};

const grounds = ({ plan }: RemedyPorts, { remedy: name }: { readonly remedy: string }, incident: Incident) =>
  groundsOf(incident, name, plan().remedies[name]?.monitor);

/** The table is typed per kind; what is due carries its kind, so the two always match. */
const act = async (ports: RemedyPorts, run: RunId, due: Due, incident: Incident): Promise<unknown> =>
  (ACTS[due.kind] as Act<WorkKind> | undefined)?.(ports, due, incident, run);
