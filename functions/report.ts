import type { Incident } from '../src/core/incident/incident.ts';
import { isOver } from '../src/core/incident/over.ts';
import { type Transacted, transact } from '../src/core/incident/transact.ts';
import { groupOfReport, heldAs, type Report, reportName } from '../src/core/report/report.ts';
import type { WorkPorts } from './work.ts';

export interface ReportInput {
  readonly reports: readonly Report[];
}

/** What came of a report. `opened`: there was no open incident that it could join. */
export interface TakenReport {
  readonly report: Report;
  readonly opened: boolean;
  /** False of old news, and of the end of what nobody knew: it changed nothing (T3). */
  readonly known: boolean;
  readonly at: Transacted;
}

/**
 * Carries what people and other tools say to the incidents of their groups: opens, joins or ends (I7). One write per
 * incident, however many reports there are. Where one cannot be stored the others are stored all the same, and then it
 * throws: the same reports again change nothing, so whoever sent them can send them again.
 */
export const report =
  (ports: WorkPorts) =>
  async ({ reports }: ReportInput): Promise<{ readonly taken: readonly TakenReport[] }> => {
    const heads = (await ports.incidents.heads()).filter((head) => !isOver(head));
    const groups = Map.groupBy(reports, (each) => homeOf(each, heads, ports));
    const taken: TakenReport[] = [];
    const failed: unknown[] = [];
    for (const [group, mine] of groups) {
      try {
        const at = await transact(ports, group, { type: 'report', id: ports.ids.next(), reports: mine });
        const before = heads.find((head) => head.group === group);
        const opened = before?.phase !== 'open' && at.incident?.phase === 'open';
        taken.push(...mine.map((each) => ({ report: each, opened, known: isKnown(each, before, at.incident), at })));
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} of ${groups.size} incidents could not be written`);
    return { taken };
  };

/** A failure that an incident holds now, or the end of one that it held. */
function isKnown(given: Report, before: Incident | undefined, after: Incident | null): boolean {
  const holder = given.ended === undefined ? after : before;
  return holder !== undefined && holder !== null && heldAs(holder, reportName(given.key)) !== undefined;
}

/** Where the report is held already, also if the config has moved its monitor since; else where it belongs now. */
const homeOf = (given: Report, heads: readonly Incident[], ports: WorkPorts): string =>
  heads.find((head) => heldAs(head, reportName(given.key)) !== undefined)?.group ?? groupOfReport(given, ports.plan());
