import { done, type Handler, refused } from './handler.ts';

/** Rule 1: only the record's own run goes on; what it has to do is said once everything is settled. */
export const look: Handler<'look'> = (incident, event) =>
  event.run === incident.run.number ? done(incident, 'looked') : refused(incident, 'another run has taken over');

/** Time passed, or mutes or the config changed: only the consequences are settled. */
export const tick: Handler<'tick'> = (incident) => done(incident, 'looked');

/** The current run is dead: the next number takes over, any other run ends at its next look (rule 1). */
export const revive: Handler<'revive'> = (incident, _event, _context, say) => {
  say('time', 'the workflow had stopped: a new run takes over');
  return done({ ...incident, run: { number: incident.run.number + 1, asleepUntil: null } }, 'revived');
};
