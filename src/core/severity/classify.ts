import type { Context } from '../incident/event.ts';
import type { Failure } from '../incident/failure.ts';
import type { Incident } from '../incident/incident.ts';
import { rootsOf } from '../incident/layers.ts';
import { mutedUntil } from '../incident/mute.ts';
import { change, type Stage, withNews } from '../incident/stage.ts';
import type { Plan, SeverityRule } from '../plan.ts';
import { called, heardReports, reportReasons, subjectOf } from '../report/words.ts';
import { clockTime } from '../time/zone.ts';
import { oneLower, type Severity, stricter, strictest } from './severity.ts';

/** What only expires is never above P3: nobody is woken for what fails in three weeks (config.md). */
const CAPS: Readonly<Partial<Record<Failure['code'], Severity>>> = { tls_expiring: 'P3', domain_expiring: 'P3' };

/**
 * S1: combination rules first, then the worst of the suspects' own; muted monitors count at no level (M1).
 * Severity is null while everything that fails is muted.
 */
export const classify: Stage = (incident, context, say) => {
  const muted = mutedNow(incident, context);
  for (const [name, until] of Object.entries(muted)) {
    if (!(name in incident.muted))
      say(
        'mute',
        `${called(incident, name)} is muted until ${clockTime(until, context.plan.timezone)}: it counts for no severity and no page`,
      );
  }
  for (const name of Object.keys(incident.muted)) {
    if (!(name in muted) && name in incident.failing)
      say('mute', `the mute of ${called(incident, name)} ended and it still fails`);
  }
  const roots = rootsOf(context.plan, incident).filter((name) => !(name in muted));
  const { severity, reasons } = judgeSeverity(incident, roots, muted, context.plan);
  if (severity !== incident.severity && severity) {
    const moved = incident.severity
      ? stricter(severity, incident.severity)
        ? `raised from ${incident.severity} to ${severity}`
        : `lowered from ${incident.severity} to ${severity}`
      : severity;
    say('severity', `${moved}: ${reasons.join('; ')}`);
  }
  const fresh = Object.entries(muted).filter(([name]) => !(name in incident.muted));
  return fresh.reduce(
    (now, [name, until]) => announced(now, name, until, context),
    change(incident, { roots, muted, severity, reasons }),
  );
};

/** Those paged hear that nobody is paged about it for a while, where that wakes nobody (M1). */
function announced(incident: Incident, name: string, until: number, { now, plan }: Context): Incident {
  // Whoever resolves by hand what still fails has just said so.
  const isSaid = incident.news.some(({ about, at }) => about === 'resolved' && at === now);
  if (incident.phase !== 'open' || Object.keys(incident.reached).length === 0 || isSaid) return incident;
  const text = `${called(incident, name)} is muted until ${clockTime(until, plan.timezone)}`;
  return withNews(incident, 'muted', text, now, [], { quiet: true });
}

function mutedNow(incident: Incident, context: Context): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [name, failure] of Object.entries(incident.failing)) {
    const until = mutedUntil(context.mutes, subjectOf(name, failure), context.now);
    if (until !== undefined) found[name] = until;
  }
  return found;
}

function judgeSeverity(
  incident: Incident,
  roots: readonly string[],
  muted: Readonly<Record<string, number>>,
  plan: Plan,
) {
  // Once all is well the last severity stays, for the history; so it does while the symptoms of what has recovered are
  // not looked at yet. While all that fails is muted there is none.
  const heard = Object.keys(incident.failing).filter((name) => !(name in muted));
  const settles = heard.length > 0 || Object.keys(incident.failing).length === 0;
  if (roots.length === 0) return { severity: settles ? incident.severity : null, reasons: incident.reasons };
  const counts = (name: string, verdict: Failure['verdict']) => {
    const failure = incident.failing[name];
    return failure?.verdict === verdict && failure.certainty === 'confirmed' && !(name in muted);
  };
  const own = roots.filter((name) => !incident.failing[name]?.reported);
  // A report counts also where our own checks explain it: how bad it is, somebody else may know better (I7).
  const said = heardReports({ failing: incident.failing, muted }).map(
    (name) => incident.failing[name]!.reported!.severity,
  );
  const reasons = [
    ...own.map((name) => reasonOf(name, incident.failing[name]!, plan)),
    ...reportReasons({ failing: incident.failing, muted }, plan.timezone),
  ];
  const rule = incident.blind ? undefined : plan.rules.find((r) => matches(r, counts));
  if (rule)
    return {
      severity: strictest([rule.then, ...said])!,
      reasons: [rule.because ?? ruleInWords(rule), ...reasons],
    };
  const seen = own.map((name) => ownSeverity(plan.monitors[name]?.severity ?? 'P2', incident.failing[name]!));
  return { severity: strictest([...seen, ...said]) ?? null, reasons };
}

function matches({ when }: SeverityRule, counts: (name: string, verdict: Failure['verdict']) => boolean): boolean {
  const { allDown = [], anyDown = [], degraded = [] } = when;
  if (allDown.length + anyDown.length + degraded.length === 0) return false;
  return (
    allDown.every((name) => counts(name, 'down')) &&
    (anyDown.length === 0 || anyDown.some((name) => counts(name, 'down'))) &&
    degraded.every((name) => counts(name, 'degraded'))
  );
}

/** Down as the monitor says; degraded (so is what fails now and then), partial or unconfirmed one step lower (S1, I3, I6). */
function ownSeverity(own: Severity, failure: Failure): Severity {
  const cap = CAPS[failure.code];
  const lowered =
    failure.verdict === 'degraded' || failure.certainty === 'partial' || failure.certainty === 'unconfirmed'
      ? oneLower(own)
      : own;
  return cap && stricter(lowered, cap) ? cap : lowered;
}

/** `backend is down since 14:02, answers 500 instead of 200, likely the database`. */
function reasonOf(name: string, failure: Failure, plan: Plan): string {
  const where = failure.of > 1 && failure.from > 0 ? ` from ${failure.from} of ${failure.of} locations` : '';
  const part = failure.parts.length > 0 ? `, likely the ${failure.parts.join(' and ')}` : '';
  return `${name} is ${failure.verdict}${where} since ${clockTime(failure.since, plan.timezone)}${DOUBTS[failure.certainty]}: ${failure.text}${part}`;
}

const DOUBTS: Readonly<Record<Failure['certainty'], string>> = {
  confirmed: '',
  partial: ' (partial)',
  intermittent: '',
  unconfirmed: ' (could not be confirmed)',
  blind: ' (we may be blind: the control endpoint fails too)',
};

const ruleInWords = ({ when, then }: SeverityRule): string =>
  `${then} because ${[when.allDown && `${when.allDown.join(' and ')} down`, when.anyDown && `${when.anyDown.join(' or ')} down`, when.degraded && `${when.degraded.join(' and ')} degraded`].filter(Boolean).join(', ')}`;
