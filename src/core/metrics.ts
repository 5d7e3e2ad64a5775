import type { CheckResult } from './check/check.ts';
import type { Detail } from './installation.ts';
import type { Instant } from './time/instant.ts';

/** Where Tocsin's metrics lie in CloudWatch, in the home region. */
export const NAMESPACE = 'Tocsin';

export type Dimension = 'Monitor' | 'Location' | 'Severity' | 'Channel' | 'Outcome';

interface Definition {
  /** As CloudWatch calls it. */
  readonly name: string;
  readonly unit: 'None' | 'Count' | 'Milliseconds';
  /** What it is told apart by. */
  readonly by: readonly Dimension[];
  /** What it is told apart by besides, as a metric of its own, where `detail` is `rich`. */
  readonly richBy?: readonly Dimension[];
}

/** Every metric that is written, read, drawn and alarmed on. */
export const METRICS = {
  /** 1 of a look that was down, 0 of one that was up or degraded, nothing of an unknown one: missing data says nothing. */
  failed: { name: 'Failed', unit: 'None', by: ['Monitor'], richBy: ['Monitor', 'Location'] },
  /** Of looks that were up or degraded, cold ones aside (W8). */
  duration: { name: 'Duration', unit: 'Milliseconds', by: ['Monitor'], richBy: ['Monitor', 'Location'] },
  /** Looks that were taken, whatever they saw: whether a location's probers are well. */
  looks: { name: 'Looks', unit: 'Count', by: ['Location'] },
  /** Incidents that opened, or opened again; drills aside. */
  incidents: { name: 'Incidents', unit: 'Count', by: ['Severity'] },
  timeToDetect: { name: 'TimeToDetect', unit: 'Milliseconds', by: [] },
  timeToPage: { name: 'TimeToPage', unit: 'Milliseconds', by: [] },
  timeToAcknowledge: { name: 'TimeToAcknowledge', unit: 'Milliseconds', by: [] },
  timeToRecover: { name: 'TimeToRecover', unit: 'Milliseconds', by: [] },
  /** Sends of pages, by what became of them. */
  pages: { name: 'Pages', unit: 'Count', by: ['Channel', 'Outcome'] },
} as const satisfies Readonly<Record<string, Definition>>;
export type Metric = keyof typeof METRICS;

/** What a metric is told apart by, and by which values. */
export type About = Readonly<Partial<Record<Dimension, string>>>;

/** One value of a metric. `about` has the metric's dimensions, each. */
export interface Datum {
  readonly metric: Metric;
  readonly about: About;
  readonly value: number;
  readonly at: Instant;
}

/** A metric as CloudWatch addresses it: what the writer puts, the reader gets, alarms and dashboards name. */
export const seriesOf = (metric: Metric, about: About) => ({
  namespace: NAMESPACE,
  name: METRICS[metric].name,
  dimensions: Object.entries(about).map(([name, value]) => ({ name: name as Dimension, value })),
});

/** What looks tell CloudWatch. */
export const lookData = (results: readonly CheckResult[], detail: Detail): readonly Datum[] =>
  results.flatMap((result) => {
    const { monitor, location, verdict, startedAt: at, phases, cold } = result;
    const looks: Datum = { metric: 'looks', about: { Location: location }, value: 1, at };
    if (verdict === 'unknown') return [looks];
    const values = {
      failed: verdict === 'down' ? 1 : 0,
      ...(verdict !== 'down' && !cold && { duration: phases.total }),
    };
    const about = { Monitor: monitor, Location: location };
    const own = Object.entries(values).flatMap(([key, value]) => {
      const metric = key as keyof typeof values;
      const { by, richBy } = METRICS[metric];
      return [by, ...(detail === 'rich' ? [richBy] : [])].map(
        (dimensions): Datum => ({ metric, about: only(about, dimensions), value, at }),
      );
    });
    return [looks, ...own];
  });

const only = (about: About, dimensions: readonly Dimension[]): About =>
  Object.fromEntries(dimensions.map((dimension) => [dimension, about[dimension]]));
