import type { CheckResult, Expectation, Phases, Verdict } from '../../core/check/check.ts';
import { type Code, codeInWords } from '../../core/check/codes.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { type Mute, mutedUntil } from '../../core/incident/mute.ts';
import type { MonitorPlan } from '../../core/plan.ts';
import type { DaySlice, ResultHistory } from '../../core/ports.ts';
import { type Instant, SECOND } from '../../core/time/instant.ts';
import { together } from './looks.ts';

/** How many looks the small chart draws. */
const LOOKS = 60;
/** A monitor without a look for this many intervals has gone quiet. */
const QUIET = 3;

export interface MonitorView {
  readonly name: string;
  readonly kind: string;
  readonly group: string;
  readonly severity: string;
  readonly verdict: Verdict;
  readonly code: Code;
  readonly codeInWords: string;
  readonly text: string;
  /** Since when it has this verdict; `null` where that was before what is remembered. */
  readonly since: Instant | null;
  readonly checkedAt: Instant | null;
  readonly interval: number;
  /** No look for three intervals: what is shown is old. */
  readonly quiet: boolean;
  /** The first broken layer, something that fails with it, or neither (I5). */
  readonly role: 'suspect' | 'symptom' | 'ok';
  /** Looks broken and is being looked at again, nothing is confirmed yet (I1). */
  readonly trial?: { readonly since: Instant };
  readonly muted?: { readonly until: Instant; readonly why: string };
  readonly retried?: { readonly code: Code; readonly text: string };
  readonly latencies: readonly { readonly at: Instant; readonly ms: number; readonly verdict: Verdict }[];
  readonly day: readonly DaySlice[];
  readonly expectations: readonly Expectation[];
  readonly phases: Phases;
  readonly observed: Readonly<Record<string, string | number | boolean>>;
  readonly locations: readonly {
    readonly location: string;
    readonly verdict: Verdict;
    readonly text: string;
    readonly checkedAt: Instant;
  }[];
  readonly dependsOn: readonly string[];
  readonly runbook?: string;
  /** The slot of the newest picture that is kept. */
  readonly screenshot?: Instant;
}

export interface MonitorSources {
  readonly now: Instant;
  readonly locations: readonly string[];
  /** The newest look per monitor and location. */
  readonly latest: readonly CheckResult[];
  readonly mutes: readonly Mute[];
  /** The group's incident while it is not over. */
  readonly incident?: Incident;
  readonly history: ResultHistory;
}

/** One monitor as the console shows it. */
export async function monitorView(monitor: MonitorPlan, sources: MonitorSources): Promise<MonitorView> {
  const { name, kind, group, severity, interval, dependsOn, runbook } = monitor;
  const { now, latest, incident, history } = sources;
  const looks = latest.filter((look) => look.monitor === name && sources.locations.includes(look.location));
  const { verdict, speaks, text } = together(looks, sources.locations.length);
  const [latencies, day, [screenshot]] = await Promise.all([
    history.latencies(name, LOOKS),
    history.day(name, now),
    history.screenshots(name),
  ]);
  const checkedAt = looks.length > 0 ? Math.max(...looks.map((look) => look.startedAt)) : null;
  const failure = incident?.failing[name];
  const trial = incident?.trials[name];
  const muted = muteOf(sources.mutes, name, now);
  return {
    name,
    kind,
    group,
    severity,
    verdict,
    code: speaks?.code ?? 'unknown',
    codeInWords: codeInWords(speaks?.code ?? 'unknown'),
    text,
    since: failure && verdict !== 'up' ? failure.since : runSince(latencies, verdict),
    checkedAt,
    interval,
    quiet: checkedAt !== null && now - checkedAt > QUIET * interval + monitor.timeout + 5 * SECOND,
    role: !failure ? 'ok' : incident.roots.includes(name) || name in incident.muted ? 'suspect' : 'symptom',
    ...(trial && { trial: { since: trial.since } }),
    ...(muted && { muted }),
    ...(speaks?.retried && { retried: speaks.retried }),
    latencies,
    day,
    expectations: speaks?.expectations ?? [],
    phases: speaks?.phases ?? { total: 0 },
    observed: speaks?.observed ?? {},
    locations: looks.map(({ location, verdict: seen, text: words, startedAt }) => ({
      location,
      verdict: seen,
      text: words,
      checkedAt: startedAt,
    })),
    dependsOn,
    ...(runbook !== undefined && { runbook }),
    ...(screenshot !== undefined && { screenshot }),
  };
}

/** The start of the unbroken run of one verdict that goes on until now, if it lies within what is remembered. */
function runSince(latencies: MonitorView['latencies'], verdict: Verdict): Instant | null {
  const before = latencies.findLastIndex((look) => look.verdict !== verdict);
  return before < 0 ? null : (latencies[before + 1]?.at ?? null);
}

function muteOf(mutes: readonly Mute[], monitor: string, now: Instant): MonitorView['muted'] {
  const until = mutedUntil(mutes, monitor, now);
  const mute = mutes.find((m) => m.until === until && m.monitors.includes(monitor));
  return until === undefined ? undefined : { until, why: mute?.why ?? '' };
}
