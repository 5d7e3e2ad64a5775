import { next } from '../due.ts';
import { change } from '../stage.ts';
import { done, type Handler, refused } from './handler.ts';

/** Rule 4: a run goes to sleep by a write that stores until when; if something is due sooner by now, it looks again instead. */
export const sleep: Handler<'sleep'> = (incident, event, context) => {
  if (event.run !== incident.run.number) return refused(incident, 'another run has taken over');
  const due = next(incident, context);
  if (due.do !== 'wait' || due.until < event.until) return refused(incident, 'something is due sooner');
  return done(change(incident, { run: { number: event.run, asleepUntil: event.until } }), 'asleep');
};

/** Time passed, or mutes or the config changed: only the consequences are settled. */
export const tick: Handler<'tick'> = (incident) => done(incident, 'looked');

/** The current run is dead: the next number takes over, any other run ends at its next look (rule 1). */
export const revive: Handler<'revive'> = (incident, _event, _context, say) => {
  say('time', 'the workflow had stopped: a new run takes over');
  return done({ ...incident, run: { number: incident.run.number + 1, asleepUntil: null } }, 'revived');
};
