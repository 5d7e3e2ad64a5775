import { HOUR } from '../../time/instant.ts';
import { clockTime } from '../../time/zone.ts';
import { withNews, without } from '../stage.ts';
import { done, type Handler, refused } from './handler.ts';
import { remember } from './report.ts';

/** How long a person's word holds against a tool that goes on saying that it fails; then it is believed again (M2). */
const HOLDS = HOUR;

/**
 * I7: a person says that it is over. What was reported ends; what our own checks still see was muted by whoever sent
 * this event, and comes back when the mute ends (M1, M2).
 */
export const resolve: Handler<'resolve'> = (incident, event, context, say) => {
  if (incident.phase === 'suspected')
    return refused(incident, 'not confirmed yet, nobody was paged: there is nothing to resolve');
  if (incident.phase !== 'open' || incident.recoveredAt !== null)
    return done(incident, `incident ${incident.id} is over, nothing was left to resolve`);
  const names = Object.keys(incident.failing);
  const reported = names.filter((name) => incident.failing[name]?.reported);
  const own = names.filter((name) => !reported.includes(name));
  const still =
    own.length === 0
      ? ''
      : `, although ${own.join(' and ')} still ${own.length === 1 ? 'fails' : 'fail'}: muted${event.until === undefined ? '' : ` until ${clockTime(event.until, context.plan.timezone)}`}`;
  const text = `resolved by ${event.by}${still}`;
  say('answer', `${text} (${event.via})${event.why === undefined ? '' : `: ${event.why}`}`);
  const all = reported.flatMap((name) => incident.failing[name]?.reported?.more ?? [name]);
  const left = remember({ ...incident, failing: without(incident.failing, reported) }, all, {
    ended: context.now,
    until: context.now + HOLDS,
  });
  if (own.length === 0) return done({ ...left, resolvedBy: event.by }, text);
  // Those paged hear that nobody will be for a while; the end itself is told when it comes.
  return done(withNews(left, 'resolved', text, context.now), text);
};
