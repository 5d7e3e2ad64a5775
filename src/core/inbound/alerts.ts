import { type Report, reportDetail, reportTitle } from '../report/report.ts';
import { fields, isFields, labels, link, moment, notAfter, text } from './fields.ts';
import { monitorIn, severityIn } from './meaning.ts';
import { type About, type Item, type Reader, together, unreadable } from './reading.ts';

/** What differs between the tools that send Alertmanager's form of messages. */
export interface Dialect {
  readonly by: string;
  readonly source: string;
  /** Fields of an alert that lead to where it can be looked at, the best first. */
  readonly links: readonly string[];
  /** Why an alert says neither that something fails nor that it is over (rule 7). */
  readonly unknown?: (
    labels: Readonly<Record<string, string>>,
    annotations: Readonly<Record<string, string>>,
  ) => string | undefined;
}

/** Alerts that are read at most of one message; a sender that has more is told. */
const MOST = 500;

/** Reads messages with `alerts`, each with its labels, its status, and since when. */
export const alertsReader =
  (dialect: Dialect): Reader =>
  (payload, about) => {
    const { alerts, truncatedAlerts } = fields(payload);
    if (!Array.isArray(alerts))
      return unreadable(`'alerts' is missing: ${dialect.by} sends {"alerts": [{"status": …, "labels": …}]}`);
    const left = (typeof truncatedAlerts === 'number' ? truncatedAlerts : 0) + Math.max(0, alerts.length - MOST);
    return together(
      alerts.slice(0, MOST).map((alert, i) => read(alert, `alerts[${i}]`, dialect, about)),
      left > 0 ? [`${left} alerts of this message were left out: lower max_alerts, or group them more finely`] : [],
    );
  };

function read(alert: unknown, place: string, dialect: Dialect, about: About): Item {
  if (!isFields(alert)) return { problem: `${place}: an alert has to be an object` };
  const [marks, notes] = [labels(alert.labels), labels(alert.annotations)];
  if (!isFields(alert.labels)) return { problem: `${place}.labels is missing: {"alertname": "HighErrorRate", …}` };
  if (alert.status !== 'firing' && alert.status !== 'resolved')
    return { problem: `${place}.status has to be "firing" or "resolved"` };
  const [since, until] = [moment(alert.startsAt), moment(alert.endsAt)];
  if (since === undefined) return { problem: `${place}.startsAt is no time: write 2026-11-02T14:02:10Z` };
  if (until === undefined) return { problem: `${place}.endsAt is no time: write 2026-11-02T14:02:10Z` };
  const name = text(marks.alertname) ?? 'alert';
  const why = dialect.unknown?.(marks, notes);
  if (why !== undefined) return { note: `${reportTitle(name)}: ${why}` };
  const ends = alert.status === 'resolved' ? { ended: notAfter(until ?? about.now, about.now) } : {};
  return {
    report: {
      ...reportOf(alert, name, dialect, about),
      ...(since !== null && { since: notAfter(since, about.now) }),
      ...ends,
    },
  };
}

function reportOf(alert: Readonly<Record<string, unknown>>, name: string, dialect: Dialect, about: About): Report {
  const [marks, notes] = [labels(alert.labels), labels(alert.annotations)];
  const title = reportTitle(text(notes.summary) ?? text(notes.title) ?? name) || 'alert';
  const detail = text(notes.description) ?? text(notes.message);
  const monitor = monitorIn(marks, about);
  const url = dialect.links.map((field) => link(alert[field])).find((found) => found !== undefined);
  const runbook = link(notes.runbook_url);
  return {
    key: `${dialect.source}:${text(alert.fingerprint) ?? byLabels(marks)}`,
    title,
    severity: severityIn(marks, about),
    by: dialect.by,
    source: dialect.source,
    alert: reportTitle(name),
    ...(monitor !== undefined && { monitor }),
    ...(detail !== undefined && { detail: reportDetail(detail) }),
    ...(url !== undefined && { url }),
    ...(runbook !== undefined && { runbook }),
  };
}

/** An alert without a fingerprint is known by its labels. */
const byLabels = (marks: Readonly<Record<string, string>>): string =>
  Object.entries(marks)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(',');
