import { observe } from '../observe.ts';
import { done, type Handler } from './handler.ts';

/** Looks from a prober join the group's incident; simultaneous and repeated ones change nothing (I4, T3). */
export const signal: Handler<'signal'> = (incident, event, context) => {
  const seen = observe(incident, event.looks, context);
  return { ...done(seen.incident, 'observed'), fresh: seen.fresh };
};
