import { bundleName, type Report } from '../../report/report.ts';
import { stricter } from '../../severity/severity.ts';
import type { Failure } from '../failure.ts';
import type { Incident } from '../incident.ts';
import { change, without } from '../stage.ts';

/** Names that bundles hold at most; a sender that repeats itself comes in once others have ended. */
const BUNDLED = 200;

/** The incident with a report that there is no room for: one of the many that a single line stands for, as severe as the worst. */
export function bundled(incident: Incident, name: string, given: Report, now: number): Incident {
  const as = bundleName(given.monitor);
  const known = incident.failing[as];
  const names = known?.reported?.more ?? [];
  const all = Object.values(incident.failing).reduce((sum, { reported }) => sum + (reported?.more?.length ?? 0), 0);
  const worst =
    known?.reported && stricter(known.reported.severity, given.severity) ? known.reported.severity : given.severity;
  const more = names.includes(name) || all >= BUNDLED ? names : [...names, name];
  if (more.length === 0) return incident;
  const { source, monitor } = given;
  const bundle: Failure = {
    since: known?.since ?? now,
    verdict: 'down',
    certainty: 'confirmed',
    code: 'reported',
    text: `${more.length} more ${more.length === 1 ? 'report' : 'reports'}`,
    parts: [],
    from: 1,
    of: 1,
    reported: { severity: worst, by: 'several', source, ...(monitor !== undefined && { monitor }), more },
  };
  const failing = { ...incident.failing, [as]: bundle };
  return change(incident, { failing, ...(incident.resolvedBy && { resolvedBy: null }) });
}

/** The incident without a report that a bundle stands for. */
export function unbundled(incident: Incident, name: string): Incident {
  const found = Object.entries(incident.failing).find(([, { reported }]) => reported?.more?.includes(name));
  const [as, bundle] = found ?? [];
  if (as === undefined || !bundle?.reported?.more) return incident;
  const more = bundle.reported.more.filter((each) => each !== name);
  if (more.length === 0) return { ...incident, failing: without(incident.failing, [as]) };
  const text = `${more.length} more ${more.length === 1 ? 'report' : 'reports'}`;
  return {
    ...incident,
    failing: { ...incident.failing, [as]: { ...bundle, text, reported: { ...bundle.reported, more } } },
  };
}
