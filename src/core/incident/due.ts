import { drillEnds } from '../drill/end.ts';
import { duePages, rungsNow } from '../escalation/due-pages.ts';
import { dueTells } from '../escalation/due-tells.ts';
import { triesAgainAt } from '../escalation/exhausted.ts';
import { dueDiagnoses } from '../evidence/due-diagnoses.ts';
import { present } from '../present.ts';
import { dueRemedies } from '../remedy/due-remedies.ts';
import { newest } from '../time/derived.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { dueConfirms, recheck } from './due-confirms.ts';
import { allEffects } from './effects.ts';
import type { Context } from './event.ts';
import type { Incident } from './incident.ts';
import { maintenanceStarts } from './maintenance.ts';
import { isOver } from './over.ts';
import type { Due, Key } from './work.ts';

/** Everything that is due or will be: derived, never stored (rule 3). */
export const due: (incident: Incident, context: Context) => readonly Due[] = newest((incident, context) => {
  if (isOver(incident)) return [];
  const confirms = dueConfirms(incident, context);
  if (incident.phase === 'suspected') return confirms;
  const pages = duePages(incident, context);
  const first = pages.some((page) => page.at <= context.now) ? recheck(incident, context) : undefined;
  const tells = dueTells(incident, context);
  if (first) return [...confirms, first, ...tells];
  return [...confirms, ...pages, ...tells, ...dueDiagnoses(incident, context), ...dueRemedies(incident, context)];
});

/** What a run does next. Effects of one step go together: confirm before page before tell before evidence and remedies. */
export type Next =
  | { readonly do: 'confirm' | 'page' | 'tell' | 'remedy'; readonly keys: readonly [Key, ...Key[]] }
  | { readonly do: 'wait'; readonly until: Instant }
  | { readonly do: 'end' };

/** Which step works off which kind of effect, in order of urgency. */
const STEPS = [
  { do: 'confirm', kinds: ['confirm'] },
  { do: 'page', kinds: ['page'] },
  { do: 'tell', kinds: ['tell'] },
  { do: 'remedy', kinds: ['diagnose', 'plan', 'apply', 'verify'] },
] as const;

/** Pure: what is due now, or until when nothing is; an hour at most. */
export function next(incident: Incident, context: Context): Next {
  if (isOver(incident)) return { do: 'end' };
  const all = due(incident, context);
  for (const step of STEPS) {
    const [first, ...rest] = all
      .filter((d) => d.at <= context.now && (step.kinds as readonly string[]).includes(d.kind))
      .map((d) => d.key);
    if (first !== undefined) return { do: step.do, keys: [first, ...rest] };
  }
  const moments = [...all.map((d) => d.at), ...edges(incident, context)].filter((at) => at > context.now);
  return { do: 'wait', until: Math.min(context.now + HOUR, ...moments) };
}

/** Coming moments at which time alone changes something: leases, expiry, ends and starts of mutes, hand-offs, rungs. */
function edges(incident: Incident, context: Context): readonly Instant[] {
  const rungs = rungsNow(incident, context);
  const leases = present(allEffects(incident).map(({ state }) => (state.is === 'claimed' ? state.lease : undefined)));
  const handoffs = present(rungs.map(({ handsOver }) => handsOver));
  const again = triesAgainAt(incident, context);
  const planned = maintenanceStarts(context.plan, Object.keys(incident.failing), context.now);
  return [
    ...leases,
    ...timers(incident),
    ...planned,
    ...(again === undefined ? [] : [again]),
    ...handoffs,
    ...rungs.map((rung) => rung.at),
  ];
}

/** Ends that the record itself names: of the acknowledgement, of mutes. */
function timers(incident: Incident): readonly Instant[] {
  const { attention, muted, severity } = incident;
  // While all that fails is muted nobody is to be paged, and an acknowledgement's time is over without anything due.
  const isHeld = attention.is === 'acknowledged' && severity !== null;
  const expiry = isHeld && attention.until !== undefined ? [attention.until] : [];
  return [...expiry, ...Object.values(muted), ...present([drillEnds(incident)])];
}

/** Since when something has been due that nobody works off; `undefined` while nothing is. What `watch` looks at (V6). */
export function overdueSince(incident: Incident, context: Context): Instant | undefined {
  if (isOver(incident)) return undefined;
  const moments = [...due(incident, context).map((d) => d.at), ...timers(incident)].filter((at) => at <= context.now);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/**
 * Since when the incident's run, which does not sleep, has shown no sign of life; `undefined` while it sleeps or holds a
 * lease. Some things are due to nobody and come with time alone, a close after the last lease: they need a run as well (V6).
 */
export function silentSince(incident: Incident, now: Instant): Instant | undefined {
  const { run, changedAt } = incident;
  const signs = allEffects(incident).map(({ state }) => (state.is === 'claimed' ? state.lease : state.at));
  const last = Math.max(run.asleepUntil ?? changedAt, ...signs);
  return last <= now ? last : undefined;
}
