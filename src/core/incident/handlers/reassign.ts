import { isDrill } from '../../drill/group.ts';
import { pageFirst } from '../../escalation/ladder.ts';
import { type Recipient, recipient } from '../../escalation/roster.ts';
import type { Context } from '../event.ts';
import type { Incident } from '../incident.ts';
import { withNews } from '../stage.ts';
import { done, type Handler, refused } from './handler.ts';

/**
 * Hands the incident to somebody: they are paged at once, and it is theirs once they acknowledge. Until then nobody has
 * it, whoever had it before included, and the levels above go on in the policy's time: a reassignment to somebody who
 * sleeps is not the end of it.
 */
export const reassign: Handler<'reassign'> = (incident, event, context, say) => {
  const { to, by, via } = event;
  if (isDrill(incident)) return refused(incident, 'a drill is for one person alone: nobody else is paged');
  if (incident.phase === 'suspected') return refused(incident, 'not confirmed yet: nobody is paged before that');
  if (incident.phase !== 'open' || incident.recoveredAt !== null)
    return refused(incident, `incident ${incident.id} is over: nobody is paged for it any more`);
  if (!incident.ladder || incident.severity === null)
    return refused(incident, 'everything that fails is muted: end the mute first');
  const who = recipient(to, context);
  if (!who) return refused(incident, `there is no '${to}'; there are ${targets(context).join(', ')}`);
  if (who.ways.length === 0) return refused(incident, `${to} cannot be reached: no channel of ${to}'s is configured`);
  if (who.name === by) return refused(incident, 'to take it yourself, acknowledge it');
  if (hasIt(incident, who)) return done(incident, `${who.name} has acknowledged it already`);
  if (isAsked(incident, who)) return done(incident, `it was reassigned to ${who.name} already`);
  const text = `reassigned to ${nameOf(who)} by ${by}`;
  say('answer', `${text} (${via})`);
  const paging = pageFirst(incident, who, context, say);
  return done(
    withNews(paging, 'reassigned', text, context.now, [], { told: [who.name] }),
    `reassigned to ${nameOf(who)}, who is paged now`,
  );
};

const hasIt = ({ attention }: Incident, { name }: Recipient): boolean =>
  attention.is === 'acknowledged' && attention.by === name;

/** Two who hand it to the same person page that one once. */
const isAsked = ({ attention, ladder }: Incident, { via }: Recipient): boolean =>
  attention.is === 'nobody' && ladder?.why === 'reassigned' && ladder.first === via;

const nameOf = ({ name, via }: Recipient): string => (name === via ? name : `${via} (${name})`);

/** Whom it can be handed to, by name. */
const targets = ({ plan }: Context): readonly string[] => {
  const { people, teams, rotations } = plan.policy.roster;
  return [...Object.keys(people), ...Object.keys(rotations), ...Object.keys(teams)];
};
