import type { Incident } from '../../core/incident/incident.ts';
import type { Plan, RemedyPlan } from '../../core/plan.ts';
import { effect, NO_STATE } from '../../core/remedy/due-remedies.ts';
import { APPROVAL } from '../../core/remedy/guards.ts';
import type { RemedyIntent } from '../../core/remedy/remedy.ts';
import type { Instant } from '../../core/time/instant.ts';

export const REMEDY_STATES = {
  idle: 'is not needed so far',
  'not offered': 'is not offered',
  planning: 'is being planned',
  suggested: 'is suggested',
  waiting: 'waits for approval',
  expired: 'could not be approved in time',
  declined: 'was refused',
  approved: 'was approved',
  applying: 'is being applied',
  verifying: 'was applied and is being verified',
  verified: 'worked',
  failed: 'failed',
  refused: 'is not possible',
} as const;

/** A remedy in an incident: what it would do, who decided what, and why it is not used (G1, G6). */
export interface RemedyView {
  readonly name: string;
  readonly kind: string;
  readonly mode: RemedyPlan['mode'];
  readonly state: keyof typeof REMEDY_STATES;
  readonly stateInWords: string;
  /** What it would do: `roll backend back from 1.8.3 to 1.8.2`. */
  readonly summary?: string;
  readonly target?: string;
  readonly facts?: RemedyIntent['facts'];
  readonly difference?: RemedyIntent['difference'];
  /** An approval names it: another plan cannot be approved by mistake. */
  readonly hash?: string;
  /** Until when this plan can be approved. */
  readonly expiresAt?: Instant;
  readonly why?: string;
  /** Who approved or refused it. */
  readonly by?: string;
  readonly approvers: readonly string[];
}

type Found = Pick<RemedyView, 'state'> & Partial<RemedyView>;

/** The remedies of an incident's group that are not switched off. */
export const remedyViews = (incident: Incident, plan: Plan, now: Instant): readonly RemedyView[] =>
  Object.values(plan.remedies)
    .filter(({ mode, monitor }) => mode !== 'off' && plan.monitors[monitor]?.group === incident.group)
    .map((remedy) => {
      const found = stateOf(incident, remedy, now);
      const { name, kind, mode, approvers } = remedy;
      return { name, kind, mode, approvers, stateInWords: REMEDY_STATES[found.state], ...found };
    });

function stateOf(incident: Incident, remedy: RemedyPlan, now: Instant): Found {
  const state = incident.remedies[remedy.name] ?? NO_STATE;
  const planned = effect(incident, 'plan', remedy.name)?.state;
  const plan = planned?.is === 'done' && planned.got.is === 'planned' ? planned.got.intent : undefined;
  const what: Partial<RemedyView> = plan
    ? {
        summary: plan.summary,
        target: plan.target,
        facts: plan.facts,
        difference: plan.difference ?? [],
        hash: plan.hash,
      }
    : {};
  const by = state.consent ? { by: state.consent.by } : {};
  if (state.ended) return { ...what, ...by, state: state.ended.as, why: state.ended.why };
  const applied = effect(incident, 'apply', remedy.name)?.state;
  if (applied) return { ...what, ...by, state: applied.is === 'claimed' ? 'applying' : 'verifying' };
  if (state.declined) return { ...what, state: 'declined', by: state.declined.by };
  if (state.refused !== undefined && !plan) return { state: 'not offered', why: state.refused };
  if (planned?.is === 'claimed') return { state: 'planning' };
  if (planned?.is === 'done' && planned.got.is === 'refused') return { state: 'not offered', why: planned.got.why };
  if (!plan || planned?.is !== 'done' || incident.phase !== 'open') return { ...what, state: 'idle' };
  if (state.consent) return { ...what, ...by, state: 'approved', ...whyNot(state.refused) };
  if (remedy.mode === 'suggest') return { ...what, state: 'suggested' };
  const expiresAt = planned.at + APPROVAL;
  if (remedy.mode === 'auto') return { ...what, state: 'approved', by: 'the config (mode auto)' };
  return { ...what, expiresAt, state: now > expiresAt ? 'expired' : 'waiting' };
}

const whyNot = (refused: string | undefined) => (refused === undefined ? {} : { why: refused });
