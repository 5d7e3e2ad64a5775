import type { Report } from '../report/report.ts';
import type { Severity } from '../severity/severity.ts';

/** What a drill is called wherever people read of it: nobody must take it for an outage. */
export const DRILL = 'DRILL, nothing is broken';

/** A drill is a report (I7) in a group of its own: the same path as a real page, from the record to the phone. */
export const drillReport = (person: string, severity: Severity, by: string): Report => ({
  key: 'drill',
  title: `${DRILL}: ${person}, please acknowledge`,
  severity,
  by,
  source: 'drill',
  drill: person,
});
