import type { Diagnosed } from '../../evidence/evidence.ts';
import type { Context } from '../event.ts';
import type { Incident } from '../incident.ts';
import { type Say, withNews } from '../stage.ts';
import type { EffectOf } from '../work.ts';
import { done, type Handled } from './handler.ts';

/** Evidence goes to those who were paged, and wakes nobody (E7). */
export function diagnoseOutcome(
  incident: Incident,
  { ask: { monitor } }: EffectOf<'diagnose'>,
  got: Diagnosed,
  context: Context,
  say: Say,
): Handled {
  if (got.is === 'nothing') {
    if (got.why !== undefined) say('evidence', `no evidence of ${monitor}: ${got.why}`);
    return done(incident, 'recorded');
  }
  say('evidence', got.summary);
  return done(withNews(incident, 'evidence', got.summary, context.now, [], { quiet: true }), 'recorded');
}
