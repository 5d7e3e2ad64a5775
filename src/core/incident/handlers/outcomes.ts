import { type Standing, standing } from '../../check/standing.ts';
import { locationsOf } from '../../plan.ts';
import type { Context, EventOf } from '../event.ts';
import type { Incident } from '../incident.ts';
import { observe } from '../observe.ts';
import type { Say } from '../stage.ts';
import { withKey, without } from '../stage.ts';
import type { Effect, EffectOf, Work, WorkKind } from '../work.ts';
import { pageOutcome, tellOutcome } from './deliveries.ts';
import { diagnoseOutcome } from './evidence.ts';
import { done, type Handled, type Handler, refused } from './handler.ts';
import { applyOutcome, planOutcome, verifyOutcome } from './remedies.ts';

/** What an outcome means, per kind of effect: one row each. */
const MEANING: {
  [K in WorkKind]: (
    incident: Incident,
    effect: EffectOf<K>,
    got: Work[K]['got'],
    context: Context,
    say: Say,
  ) => Handled;
} = {
  confirm: confirmed,
  page: pageOutcome,
  tell: tellOutcome,
  diagnose: diagnoseOutcome,
  plan: planOutcome,
  apply: applyOutcome,
  verify: verifyOutcome,
};

/** Records what became of a claimed effect. Late answers count as well: better late than sent twice. */
export const outcome: Handler<'outcome'> = (incident, event, context, say) => {
  const effect = incident.effects[event.key];
  if (!effect || effect.kind !== event.kind) return refused(incident, 'nobody claimed this');
  if (effect.state.is === 'done') return refused(incident, 'its outcome is known already');
  const state = { is: 'done', at: context.now, since: effect.state.at, got: event.got };
  const stored = { ...incident, effects: withKey(incident.effects, event.key, { ...effect, state } as Effect) };
  return meaningOf(event)(stored, effect, event, context, say);
};

type AnyMeaning = (
  incident: Incident,
  effect: Effect,
  event: EventOf<'outcome'>,
  context: Context,
  say: Say,
) => Handled;

/** The table is typed per kind; the event carries its kind, so the two always match. */
const meaningOf = (event: EventOf<'outcome'>): AnyMeaning => {
  const meaning = MEANING[event.kind] as (
    incident: Incident,
    effect: Effect,
    got: unknown,
    context: Context,
    say: Say,
  ) => Handled;
  return (incident, effect, { got }, context, say) => meaning(incident, effect, got, context, say);
};

/** A round of second opinions: merges the looks and counts the round for those asked about (I1). */
function confirmed(
  incident: Incident,
  effect: EffectOf<'confirm'>,
  got: Work['confirm']['got'],
  context: Context,
  say: Say,
): Handled {
  const seen = observe({ ...incident, effects: without(incident.effects, [effect.key]) }, got.looks, context);
  const asked = Object.entries(seen.incident.trials).filter(([name]) => effect.ask.monitors.includes(name));
  const trials = { ...seen.incident.trials };
  for (const [name, trial] of asked) {
    trials[name] = {
      ...trial,
      rounds: trial.rounds + 1,
      nextAt: context.now + (context.plan.monitors[name]?.confirm.apart ?? 0),
      ...(isDoubted(standing(seen.incident.sights[name], locationsOf(context.plan, name))) && { doubted: true }),
    };
  }
  const blind = isBlind(
    seen.incident,
    got,
    asked.map(([name]) => name),
  );
  if (blind !== incident.blind)
    say(
      'check',
      blind ? 'the control endpoint fails too: the monitor may be blind' : 'the control endpoint answers again',
    );
  return { ...done({ ...seen.incident, trials, blind, confirmedAt: effect.state.at }, 'recorded'), fresh: seen.fresh };
}

/** Every round has to confirm it, not the last one alone: enough locations answer, and no majority of them all sees it fail (I1). */
const isDoubted = ({ verdict, answered, of }: Standing): boolean =>
  answered >= Math.min(2, of) && verdict !== 'down' && verdict !== 'degraded';

/** Every location fails and the unrelated endpoint too: rather we are blind than they are down (I3). */
function isBlind(incident: Incident, { looks, control }: Work['confirm']['got'], asked: readonly string[]): boolean {
  if (control !== 'down') return control === 'none' ? incident.blind : false;
  const about = looks.filter((look) => asked.includes(look.monitor));
  return incident.blind || (about.length > 0 && about.every((look) => look.verdict === 'down'));
}
