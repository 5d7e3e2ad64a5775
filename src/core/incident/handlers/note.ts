import { isTold } from '../../escalation/due-tells.ts';
import type { Context } from '../event.ts';
import type { Incident } from '../incident.ts';
import { isOver } from '../over.ts';
import { withNews } from '../stage.ts';
import { done, type Handler, refused } from './handler.ts';

/** Notes that may be on their way at a time; a further one is in the timeline alone, and the head stays bounded. */
const ON_THEIR_WAY = 3;

/** A line of the timeline. Those who were paged are told, on ways that wake nobody: it asks nothing of them. */
export const note: Handler<'note'> = (incident, event, context, say) => {
  if (isOver(incident)) return refused(incident, `incident ${incident.id} is over: the note was not kept`);
  const { by, via, text } = event;
  say('note', `${by} (${via}): ${text}`);
  if (incident.phase !== 'open' || onTheirWay(incident, context) >= ON_THEIR_WAY) return done(incident, 'noted');
  return done(
    withNews(incident, 'note', `note by ${by}: ${text}`, context.now, [], { quiet: true, told: [by] }),
    'noted',
  );
};

const onTheirWay = (incident: Incident, context: Context): number =>
  incident.news.filter((news) => news.about === 'note' && !isTold(incident, news, context)).length;
