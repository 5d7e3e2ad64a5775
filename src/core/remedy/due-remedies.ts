import { claims } from '../escalation/spent.ts';
import { effectsOf } from '../incident/effects.ts';
import type { Context } from '../incident/event.ts';
import type { Incident, RemedyState } from '../incident/incident.ts';
import type { Due, EffectOf } from '../incident/work.ts';
import type { RemedyPlan } from '../plan.ts';
import { type Instant, SECOND } from '../time/instant.ts';
import { APPROVAL, refusal } from './guards.ts';

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
  if (applied) return verifying(incident, remedy, applied, context.now);
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
  const consent = consentOf(remedy, state, planned.state.at, planned.state.got.intent.hash);
  if (!consent) return undefined;
  const key = `apply/g${incident.generation}/${remedy.name}`;
  return {
    kind: 'apply',
    key,
    at: consent.at,
    ask: { remedy: remedy.name, intent: planned.state.got.intent, by: consent.by },
  };
}

/** `auto` consents by itself; otherwise a person's approval of this very plan, within its time (G1). */
function consentOf(
  remedy: RemedyPlan,
  state: RemedyState,
  plannedAt: Instant,
  hash: string,
): { by: string; at: Instant } | undefined {
  if (remedy.mode === 'auto') return { by: 'the config (mode auto)', at: plannedAt };
  const { consent } = state;
  return remedy.mode === 'ask' && consent && consent.hash === hash && consent.at <= plannedAt + APPROVAL
    ? consent
    : undefined;
}

/** A claim whose lease ended without an answer is re-read by `verify`, never sent again (rule 5, G5). */
function verifying(incident: Incident, remedy: RemedyPlan, applied: EffectOf<'apply'>, now: Instant): Due | undefined {
  const { state } = applied;
  if (state.is === 'claimed' && state.lease > now) return undefined;
  const from = state.is === 'claimed' ? state.lease : state.at;
  const last = effect(incident, 'verify', remedy.name);
  if (last?.state.is === 'claimed' && last.state.lease > now) return undefined;
  const nth = (last?.ask.nth ?? 0) + 1;
  const at = last ? (last.state.is === 'done' ? last.state.at : last.state.lease) + VERIFY_EVERY : from;
  return {
    kind: 'verify',
    key: `verify/g${incident.generation}/${remedy.name}/${nth}`,
    at,
    ask: { remedy: remedy.name, intent: applied.ask.intent, nth },
  };
}

const planKey = (incident: Incident, remedy: string, n: number) => `plan/g${incident.generation}/${remedy}/${n}`;

/** The newest effect of a kind for a remedy. */
export const effect = <K extends 'plan' | 'apply' | 'verify'>(
  incident: Incident,
  kind: K,
  remedy: string,
): EffectOf<K> | undefined => effectsOf(incident, kind).findLast(({ ask }) => ask.remedy === remedy);
