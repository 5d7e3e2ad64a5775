import { isBad, type Look } from '../check/look.ts';
import { locationsOf } from '../plan.ts';
import type { Context } from './event.ts';
import type { Sight } from './failure.ts';
import type { Incident } from './incident.ts';
import { change, withKey } from './stage.ts';

/** How far ahead of us a location's clock may be before its slots are not believed (T3). */
const AHEAD = 120_000;

/**
 * Merges looks: of each monitor and location the newest slot counts, older and repeated ones are dropped (T3).
 * Looks at monitors of other groups, unknown locations, or from the future are ignored.
 */
export function observe(
  incident: Incident,
  looks: readonly Look[],
  context: Context,
): { readonly incident: Incident; readonly fresh: readonly Look[] } {
  const sights = { ...incident.sights };
  const fresh: Look[] = [];
  for (const look of looks) {
    const monitor = context.plan.monitors[look.monitor];
    if (monitor?.group !== incident.group || !locationsOf(context.plan, look.monitor).includes(look.location)) continue;
    const before = sights[look.monitor]?.[look.location];
    if ((before && look.slot <= before.slot) || look.slot > context.now + AHEAD) continue;
    sights[look.monitor] = withKey(sights[look.monitor] ?? {}, look.location, sightAfter(before, look));
    fresh.push(look);
  }
  return { incident: fresh.length > 0 ? change(incident, { sights }) : incident, fresh };
}

function sightAfter(before: Sight | undefined, look: Look): Sight {
  const { slot, at, code, text, parts, burn } = look;
  const bad = look.bad ?? before?.bad ?? 0;
  if (look.verdict === 'unknown') {
    const kept = before ?? { verdict: 'unknown' as const, code, text, parts, good: 0, run: 0 };
    return { ...kept, slot, at, bad, blank: true };
  }
  const good = isBad(look.verdict) ? 0 : (before?.good ?? 0) + 1;
  const run = before?.verdict === look.verdict ? before.run + 1 : 1;
  return { slot, at, verdict: look.verdict, blank: false, code, text, parts, good, run, bad, ...(burn && { burn }) };
}
