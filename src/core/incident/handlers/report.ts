import { heldAs, type Report, reportName } from '../../report/report.ts';
import { reportedBy } from '../../report/words.ts';
import { MINUTE } from '../../time/instant.ts';
import type { Context } from '../event.ts';
import type { Failure } from '../failure.ts';
import type { Incident } from '../incident.ts';
import { sameTrouble } from '../layers.ts';
import { change, without } from '../stage.ts';
import { bundled, unbundled } from './bundle.ts';
import { done, type Handler } from './handler.ts';

/** Reports that an incident keeps one by one; further ones are bundled, so that the head stays below 32 KB. */
const KEPT = 10;
/** Lines of one event; a batch of alerts may bring hundreds. */
const LINES = 10;
/** How many ended reports are remembered. */
const REMEMBERED = 30;
/** Within this time after its end a repeat is one that was on its way. */
const ON_ITS_WAY = 2 * MINUTE;

/** I7: what people and other tools say joins at once, without a trial; the same said again changes nothing. */
export const report: Handler<'report'> = (incident, event, context, say) => {
  const lines: string[] = [];
  const note = (text: string) => lines.push(text);
  const after = event.reports.reduce((now, each) => take(now, each, context, note), incident);
  for (const line of lines.slice(0, LINES)) say('report', line);
  if (lines.length > LINES) say('report', `and ${lines.length - LINES} more like these`);
  return done(after, lines.length > 0 ? 'taken' : 'known already');
};

type Note = (text: string) => void;

function take(incident: Incident, given: Report, context: Context, note: Note): Incident {
  if (given.ended !== undefined) return end(incident, given, given.ended, context, note);
  if (isOld(incident, given, context.now)) return incident;
  const known = incident.failing[reportName(given.key)];
  return known ? update(incident, given, known, context, note) : add(incident, given, context, note);
}

/** T3: told before it ended, or of an earlier failure than the one we know. What still fails much later is believed again. */
export function isOld(incident: Incident, { key, since }: Report, now: number): boolean {
  if (since === undefined) return false;
  const name = reportName(key);
  const over = incident.reportsEnded?.[name];
  const known = incident.failing[name];
  return (
    (over !== undefined && since <= over.ended && now < over.until) || (known !== undefined && since < known.since)
  );
}

function add(incident: Incident, given: Report, context: Context, note: Note): Incident {
  const name = reportName(given.key);
  const kept = Object.entries(incident.failing).filter(([, { reported }]) => reported && !reported.more).length;
  if (kept >= KEPT) {
    const fuller = bundled(incident, name, given, context.now);
    if (fuller !== incident && !hasBundle(incident))
      note(`more than ${KEPT} reports: further ones are counted, not listed`);
    return fuller;
  }
  const failure = failureOf(given, given.since ?? context.now);
  const own = sameTrouble(context.plan, incident, given.monitor);
  const agrees = own === undefined ? '' : `, which our own check of ${own} sees as well`;
  note(`${failure.text}, ${reportedBy(failure, context.plan.timezone)} as ${given.severity}${agrees}`);
  const joined = { ...unbundled(incident, name), ...(incident.resolvedBy && { resolvedBy: null }) };
  // Whoever looks after the same trouble need not be paged for it once more (A2).
  const { attention } = joined;
  const covered =
    own !== undefined && attention.is === 'acknowledged'
      ? { ...attention, covers: [...attention.covers, name] }
      : attention;
  return { ...joined, attention: covered, failing: { ...joined.failing, [name]: failure } };
}

const hasBundle = ({ failing }: Incident): boolean => Object.values(failing).some(({ reported }) => reported?.more);

/** The newest words and severity count; who said it first stays. */
function update(incident: Incident, given: Report, known: Failure, context: Context, note: Note): Incident {
  const name = reportName(given.key);
  const { by, source } = known.reported ?? given;
  const failure = failureOf({ ...given, by, source }, given.since ?? known.since);
  if (given.by !== by) note(`${given.title}, reported by ${given.by} as well`);
  if (known.reported?.severity !== given.severity)
    note(`${given.title} is ${given.severity}, no longer ${known.reported?.severity}, says ${given.by}`);
  else if (known.text !== failure.text)
    note(`${known.text}: now ${failure.text}, ${reportedBy(failure, context.plan.timezone)}`);
  return change(incident, { failing: { ...incident.failing, [name]: failure } });
}

/** Over, says whoever reported it. The end of what we never heard of, or of an earlier failure, is nothing (T3). */
function end(incident: Incident, given: Report, ended: number, context: Context, note: Note): Incident {
  const name = reportName(given.key);
  const held = heldAs(incident, name);
  const known = held === undefined ? undefined : incident.failing[held];
  if (held === undefined || !known || (held === name && ended < known.since)) return incident;
  note(`${held === name ? known.text : given.title}: over, says ${given.by}`);
  const left = held === name ? { ...incident, failing: without(incident.failing, [name]) } : unbundled(incident, name);
  return remember(left, [name], { ended, until: context.now + ON_ITS_WAY });
}

/** Keeps when reports ended; the newest few. */
export function remember(
  incident: Incident,
  names: readonly string[],
  end: { readonly ended: number; readonly until: number },
): Incident {
  const others = without(incident.reportsEnded ?? {}, names);
  const all = [...Object.entries(others), ...names.map((name) => [name, end] as const)];
  return { ...incident, reportsEnded: Object.fromEntries(all.slice(-REMEMBERED)) };
}

/** It counts as confirmed for paging; no remedy is ever grounded on it (G4). */
function failureOf({ key: _, title, since: __, ended: ___, ...reported }: Report, since: number): Failure {
  return {
    since,
    verdict: 'down',
    certainty: 'confirmed',
    code: 'reported',
    text: title,
    parts: [],
    from: 1,
    of: 1,
    reported,
  };
}
