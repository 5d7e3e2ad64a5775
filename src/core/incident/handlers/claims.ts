import { pagedOn, timesPaged } from '../../escalation/spent.ts';
import { due } from '../due.ts';
import type { Incident } from '../incident.ts';
import { withKey, withNews } from '../stage.ts';
import type { Due, Effect } from '../work.ts';
import { type Handler, refused } from './handler.ts';

/**
 * Rule 5: an effect is claimed only while it is due, judged anew inside the write. So an acknowledgement that was stored
 * first refuses the page (A5, V2), and two runners cannot both send.
 */
export const claim: Handler<'claim'> = (incident, event, context, say) => {
  const found = due(incident, context).find((d) => d.key === event.key && d.at <= context.now);
  if (!found) return refused(incident, 'no longer due');
  const effect = {
    kind: found.kind,
    key: found.key,
    ask: found.ask,
    state: { is: 'claimed', at: context.now, lease: event.lease },
  } as Effect;
  const claimed: Incident = {
    ...incident,
    effects: withKey(incident.effects, effect.key, effect),
    confirmations: incident.confirmations + (found.kind === 'confirm' ? 1 : 0),
  };
  return { incident: handedOver(claimed, found, context.now, say), reply: { is: 'granted', due: found } };
};

/** E4: a hand-off in the middle of an incident pages the new person and tells the old one. */
function handedOver(incident: Incident, found: Due, now: number, say: (about: 'page', text: string) => void): Incident {
  if (found.kind !== 'page' || found.ask.level === 'last-resort') return incident;
  const { ask } = found;
  const old = pagedOn(incident, ask).find(({ via, person }) => via === ask.via && person !== ask.person);
  const again = timesPaged(incident, ask.person) > 1;
  if (!old || again) return incident;
  say('page', `${ask.via} is ${ask.person} now: paged instead of ${old.person}`);
  return withNews(incident, 'handed over', `${ask.via} is ${ask.person} now`, now);
}
