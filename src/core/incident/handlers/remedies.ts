import { goodRounds } from '../../check/standing.ts';
import { escalateNow } from '../../escalation/ladder.ts';
import { locationsOf } from '../../plan.ts';
import { NO_STATE, effect as newest, OUTSIDE_CHECKS } from '../../remedy/due-remedies.ts';
import { APPROVAL } from '../../remedy/guards.ts';
import type { Applied, Planned, Verified } from '../../remedy/remedy.ts';
import { inWords } from '../../time/instant.ts';
import type { Context } from '../event.ts';
import type { Incident, RemedyState } from '../incident.ts';
import { type Say, withNews } from '../stage.ts';
import type { EffectOf } from '../work.ts';
import { withState } from './approvals.ts';
import { done, type Handled } from './handler.ts';

/** What the plan leads to depends on the remedy's mode (G1). */
export function planOutcome(
  incident: Incident,
  { ask }: EffectOf<'plan'>,
  got: Planned,
  context: Context,
  say: Say,
): Handled {
  const remedy = context.plan.remedies[ask.remedy];
  if (got.is === 'refused') {
    say('remedy', `${ask.remedy} is not offered: ${got.why}`);
    return done(ended(incident, ask.remedy, 'refused', got.why, context), 'recorded');
  }
  const { summary } = got.intent;
  if (remedy?.mode === 'ask') {
    say('remedy', `${ask.remedy} waits for approval, for ${inWords(APPROVAL)}: ${summary}`);
    return done(
      withNews(incident, 'approval', `approve or refuse: ${summary}`, context.now, remedy.approvers),
      'recorded',
    );
  }
  say('remedy', remedy?.mode === 'auto' ? `${ask.remedy} (auto): ${summary}` : `suggested, ${ask.remedy}: ${summary}`);
  return done(
    withNews(incident, 'remedy', `${remedy?.mode === 'auto' ? 'about to' : 'suggested:'} ${summary}`, context.now),
    'recorded',
  );
}

export function applyOutcome(
  incident: Incident,
  { ask }: EffectOf<'apply'>,
  got: Applied,
  context: Context,
  say: Say,
): Handled {
  if (got.is === 'refused') {
    say('remedy', `${ask.remedy} was refused: ${got.why}`);
    return done(failed(incident, ask.remedy, got.why, context, say), 'recorded');
  }
  const text =
    got.is === 'applied'
      ? `${ask.intent.summary}: applied, approved by ${ask.by}; verifying`
      : `${ask.intent.summary}: the answer was lost (${got.why}); reading what became of it`;
  say('remedy', text);
  return done(withNews(incident, 'remedy', text, context.now), 'recorded');
}

/** Never "fixed" before it is verified: the remedy's own word, and three good checks from outside (G5, G6). */
export function verifyOutcome(
  incident: Incident,
  { ask }: EffectOf<'verify'>,
  got: Verified,
  context: Context,
  say: Say,
): Handled {
  const remedy = context.plan.remedies[ask.remedy];
  const monitor = remedy?.monitor ?? '';
  const good = goodRounds(incident.sights[monitor], locationsOf(context.plan, monitor));
  if (got.is === 'failed') {
    say('remedy', `${ask.remedy} failed: ${got.why}`);
    return done(failed(incident, ask.remedy, got.why, context, say), 'recorded');
  }
  if (got.is === 'healthy' && good >= OUTSIDE_CHECKS) {
    const text = `${ask.intent.summary}: verified, ${good} good checks of ${monitor} from outside`;
    say('remedy', text);
    return done(
      withNews(ended(incident, ask.remedy, 'verified', text, context), 'remedy', text, context.now),
      'recorded',
    );
  }
  const applied = newest(incident, 'apply', ask.remedy);
  const since = applied?.state.is === 'done' ? applied.state.since : applied?.state.at;
  if (remedy && since !== undefined && context.now - since > remedy.verifyWithin) {
    const why = `not verified within ${inWords(remedy.verifyWithin)}: ${got.is === 'pending' ? got.text : `${good} good checks of ${monitor}`}`;
    say('remedy', `${ask.remedy}: ${why}`);
    return done(failed(incident, ask.remedy, why, context, say), 'recorded');
  }
  return done(incident, 'recorded');
}

/** A remedy that failed leaves it to people: the next level is paged at once (G5). */
function failed(incident: Incident, remedy: string, why: string, context: Context, say: Say): Incident {
  const over = ended(incident, remedy, 'failed', why, context);
  return escalateNow(withNews(over, 'remedy', `${remedy} failed: ${why}`, context.now), context, say);
}

function ended(
  incident: Incident,
  remedy: string,
  as: NonNullable<RemedyState['ended']>['as'],
  why: string,
  context: Context,
): Incident {
  const state = incident.remedies[remedy] ?? NO_STATE;
  return withState(incident, remedy, { ...state, ended: { as, at: context.now, why } });
}
