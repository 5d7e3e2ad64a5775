import { isDrill } from '../drill/group.ts';
import { isTold, pagedBefore } from '../escalation/due-tells.ts';
import { takeBack } from '../escalation/ladder.ts';
import { inWords } from '../time/instant.ts';
import { effectsOf } from './effects.ts';
import type { Context } from './event.ts';
import type { Incident } from './incident.ts';
import { FLAPPING } from './recovery.ts';
import { change, type Say, type Stage, withNews } from './stage.ts';

/** Suspected becomes open once something is confirmed, or a blip once nothing is on trial any more (I1). */
export const open: Stage = (incident, context, say) => {
  if (incident.phase !== 'suspected') return incident;
  if (Object.keys(incident.failing).length > 0) {
    say('phase', `incident ${incident.id} opened${incident.generation > 1 ? ' again' : ''}`);
    return { ...incident, phase: 'open', openedAt: context.now };
  }
  if (Object.keys(incident.trials).length > 0) return incident;
  // A blip after a closed incident leaves that incident as it was: closed (C3).
  const phase = incident.generation > 1 ? 'closed' : 'dismissed';
  say('phase', 'not confirmed: a blip, kept in the history, nobody is paged');
  return { ...incident, phase, endedAt: context.now };
};

/** Recovered: those paged are told; closed once nothing is outstanding and all were told (C1, C2, G5). */
export const close: Stage = (incident, context, say) => {
  if (incident.phase !== 'open') return incident;
  if (Object.keys(incident.failing).length > 0)
    return incident.recoveredAt === null ? incident : relapse(incident, context, say);
  if (Object.keys(incident.trials).length > 0) return incident;
  if (isOutstanding(incident, context)) return incident;
  if (incident.recoveredAt === null) return recover(incident, context, say);
  if (!incident.news.every((news) => isTold(incident, news, context))) return incident;
  say('phase', `incident ${incident.id} closed`);
  return { ...incident, phase: 'closed', endedAt: context.now, ladder: null, news: [] };
};

function recover(incident: Incident, context: Context, say: Say): Incident {
  const lasted = inWords(context.now - (incident.openedAt ?? context.now));
  const times = incident.flaps >= FLAPPING ? `; it failed and recovered ${incident.flaps + 1} times` : '';
  const left = incident.withdrawn.length > 0 ? `: ${incident.withdrawn.join(' and ')} left the config` : '';
  const how = isDrill(incident)
    ? 'drill over'
    : incident.resolvedBy
      ? `resolved by ${incident.resolvedBy}`
      : left
        ? 'over'
        : 'recovered';
  const text = `${how} after ${lasted}${left}${times}`;
  say('phase', text);
  const calm = { ...incident, recoveredAt: context.now };
  return pagedBefore(incident, context.now, context.now).length > 0
    ? withNews(calm, 'recovered', text, context.now)
    : calm;
}

/** It failed again while people were being told that it had recovered: they hear that too, and paging goes on. */
function relapse(incident: Incident, context: Context, say: Say): Incident {
  say('phase', 'failing again before the incident was closed');
  const again = withNews(
    change(incident, { recoveredAt: null, flaps: incident.flaps + 1 }),
    'failing again',
    'failing again',
    context.now,
  );
  return takeBack(again, context, say);
}

/** A page or a remedy whose end is not known yet; what only reads holds nothing open. */
const isOutstanding = (incident: Incident, { now }: Context): boolean =>
  effectsOf(incident, 'page').some(({ state }) => state.is === 'claimed' && state.lease > now) ||
  effectsOf(incident, 'apply').some(({ ask }) => !incident.remedies[ask.remedy]?.ended);
