import type { Delivery } from '../../escalation/delivery.ts';
import { isPaging } from '../../escalation/due-pages.ts';
import { readPageKey } from '../../escalation/page-key.ts';
import type { Incident } from '../incident.ts';
import { unaccept } from '../spend.ts';
import type { EffectOf } from '../work.ts';
import { done, type Handler, refused } from './handler.ts';

/**
 * E5: voicemail and busy are not reached. What a provider accepted and says later that it did not reach its person is a
 * definite failure from then on, so that the next way follows at once. Once: a page that has failed already, that nobody
 * waits for any more, or of an earlier generation or ladder changes nothing, in whatever order its reports come.
 */
export const unreached: Handler<'unreached'> = (incident, event, context, say) => {
  const place = readPageKey(event.key);
  if (event.generation !== incident.generation || !place) return refused(incident, 'there is no such page');
  if (!isPaging(incident) || place.ladder !== incident.ladder?.n)
    return refused(incident, 'nobody is paged for it any more');
  const { key, channel, why } = event;
  const effect = incident.effects[key];
  const isHeld = effect?.kind === 'page' && effect.ask.channel === channel;
  const failed = isHeld
    ? withFailure(incident, effect, why, context.now)
    : unaccept(incident, { ...place, channel }, context.now);
  if (effect ? !isHeld : failed === incident) return refused(incident, 'there is no such page');
  if (failed === incident) return refused(incident, 'its outcome is known already');
  say('page', `${place.person} was not reached on ${channel}: ${why}`);
  return done(failed, 'recorded');
};

/** A report may overtake the outcome that it is about: then that comes too late, and says nothing new. */
function withFailure(incident: Incident, effect: EffectOf<'page'>, why: string, now: number): Incident {
  const { state } = effect;
  const wasAccepted = state.is === 'done' && state.got.is === 'accepted' ? state.got : undefined;
  if (state.is === 'done' && !wasAccepted) return incident;
  const bundle = wasAccepted?.bundle;
  const got: Delivery = { is: 'permanent', why, ...(bundle !== undefined && { bundle }) };
  const since = state.is === 'done' ? state.since : state.at;
  const failed: EffectOf<'page'> = { ...effect, state: { is: 'done', at: now, since, got } };
  return { ...incident, effects: { ...incident.effects, [effect.key]: failed } };
}
