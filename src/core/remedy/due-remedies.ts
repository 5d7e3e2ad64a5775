import { goodRounds } from '../check/standing.ts';
import { claims } from '../escalation/spent.ts';
import { isDiagnosing } from '../evidence/due-diagnoses.ts';
import { effectsOf } from '../incident/effects.ts';
import type { Context } from '../incident/event.ts';
import type { Incident, RemedyState } from '../incident/incident.ts';
import type { Due, EffectOf } from '../incident/work.ts';
import { locationsOf, type Plan, type RemedyPlan } from '../plan.ts';
import { type Instant, SECOND } from '../time/instant.ts';
import { APPROVAL, refusal } from './guards.ts';

/** Good outside checks in a row before anything is called fixed (G5). */
export const OUTSIDE_CHECKS = 3;
/** Between two looks at whether it worked. */
const VERIFY_EVERY = 5 * SECOND;
export const NO_STATE: RemedyState = { plans: 0 };

/** The next step of every remedy: plan after the first page (E7), apply once consented, verify until it is over. */
export const dueRemedies = (incident: Incident, context: Context): readonly Due[] =>
  Object.values(context.plan.remedies).flatMap((remedy) => nextOf(incident, remedy, context) ?? []);

function nextOf(incident: Incident, remedy: RemedyPlan, context: Context): Due | undefined {
  const state = incident.remedies[remedy.name] ?? NO_STATE;
  if (remedy.mode === 'off' || state.ended || context.plan.monitors[remedy.monitor]?.group !== incident.group)
    return undefined;
  const applied = effect(incident, 'apply', remedy.name);
  if (applied) return verifying(incident, remedy, applied, context);
  const planned = effect(incident, 'plan', remedy.name);
  if (refusal(incident, remedy, context) !== undefined || state.declined) return undefined;
  if (!planned || planned.key !== planKey(incident, remedy.name, state.plans)) {
    const firstPage = Math.min(...claims(incident));
    if (!Number.isFinite(firstPage)) return undefined;
    return {
      kind: 'plan',
      key: planKey(incident, remedy.name, state.plans),
      at: firstPage,
      ask: { remedy: remedy.name },
    };
  }
  if (planned.state.is !== 'done' || planned.state.got.is !== 'planned') return undefined;
  // What an expert would look at is written down before anything is changed.
  if (isDiagnosing(incident, remedy.monitor, context)) return undefined;
  const consent = consentOf(remedy, state, planned.state.at, planned.state.got.intent.hash);
  if (!consent) return undefined;
  return {
    kind: 'apply',
    key: applyKey(incident, remedy.name),
    at: consent.at,
    ask: { remedy: remedy.name, intent: planned.state.got.intent, by: consent.by },
  };
}

/** `auto` consents by itself; otherwise a person's approval of this very plan, within its time (G1): asked for, or by hand. */
function consentOf(
  remedy: RemedyPlan,
  state: RemedyState,
  plannedAt: Instant,
  hash: string,
): { by: string; at: Instant } | undefined {
  if (remedy.mode === 'auto') return { by: 'the config (mode auto)', at: plannedAt };
  const { consent } = state;
  return consent && consent.hash === hash && consent.at <= plannedAt + APPROVAL ? consent : undefined;
}

/** A claim whose lease ended without an answer is re-read by `verify`, never sent again (rule 5, G5). */
function verifying(
  incident: Incident,
  remedy: RemedyPlan,
  applied: EffectOf<'apply'>,
  { now, plan }: Context,
): Due | undefined {
  const { state } = applied;
  if (state.is === 'claimed' && state.lease > now) return undefined;
  const from = state.is === 'claimed' ? state.lease : state.at;
  const last = effect(incident, 'verify', remedy.name);
  if (last?.state.is === 'claimed' && last.state.lease > now) return undefined;
  const nth = (last?.ask.nth ?? 0) + 1;
  const looked = last && (last.state.is === 'done' ? last.state.at : last.state.lease);
  const at = looked === undefined ? from : Math.min(looked + VERIFY_EVERY, goodSince(incident, remedy, plan, looked));
  return {
    kind: 'verify',
    key: `verify/g${incident.generation}/${remedy.name}/${nth}`,
    at,
    ask: { remedy: remedy.name, intent: applied.ask.intent, nth },
  };
}

/** The look after `since` that completes the good checks which the end waits for: it is not kept waiting for its turn (G5). */
function goodSince({ sights }: Incident, { monitor }: RemedyPlan, plan: Plan, since: Instant): Instant {
  if (goodRounds(sights[monitor], locationsOf(plan, monitor)) < OUTSIDE_CHECKS) return Number.POSITIVE_INFINITY;
  const newest = Math.max(...Object.values(sights[monitor] ?? {}).map(({ at }) => at));
  return newest > since ? newest : Number.POSITIVE_INFINITY;
}

export const planKey = (incident: Incident, remedy: string, n: number) => `plan/g${incident.generation}/${remedy}/${n}`;

/** The key of the effect that uses a remedy: one in a generation. */
export const applyKey = ({ generation }: Incident, remedy: string) => `apply/g${generation}/${remedy}`;

/** The newest effect of a kind for a remedy. */
export const effect = <K extends 'plan' | 'apply' | 'verify'>(
  incident: Incident,
  kind: K,
  remedy: string,
): EffectOf<K> | undefined => effectsOf(incident, kind).findLast(({ ask }) => ask.remedy === remedy);
