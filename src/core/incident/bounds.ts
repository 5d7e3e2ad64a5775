import { isTold } from '../escalation/due-tells.ts';
import type { Context } from './event.ts';
import type { Incident } from './incident.ts';
import { change, type Stage, without } from './stage.ts';
import type { Effect } from './work.ts';

/** What the head keeps at most, so that it stays below 32 KB whatever happens; the rows beside it keep everything. */
const PAGES = 30;
const NEWS = 12;

/** Drops what is over and no longer needed for a decision. */
export const bound: Stage = (incident, context) => {
  const news = boundedNews(incident, context);
  const needless = Object.values(incident.effects).flatMap((e) => (isNeeded(e, news, incident) ? [] : [e.key]));
  const effects = needless.length > 0 ? without(incident.effects, needless) : incident.effects;
  return change(incident, { news, effects: newestPages(effects, incident) });
};

function boundedNews(incident: Incident, context: Context): Incident['news'] {
  if (incident.news.length <= NEWS) return incident.news;
  const keep = new Set(incident.news.slice(-NEWS).map((news) => news.n));
  return incident.news.filter((news) => keep.has(news.n) || !isTold(incident, news, context));
}

function isNeeded(effect: Effect, news: Incident['news'], incident: Incident): boolean {
  if (effect.state.is === 'claimed') return true;
  if (effect.kind === 'tell') return news.some((n) => n.n === effect.ask.news);
  if (effect.kind !== 'verify') return true;
  return Object.values(incident.effects).every(
    (e) => e.kind !== 'verify' || e.ask.remedy !== effect.ask.remedy || e.ask.nth <= effect.ask.nth,
  );
}

/** Pages of the current ladder decide what is due; of older ladders only the newest are kept, to be shown. */
function newestPages(effects: Readonly<Record<string, Effect>>, incident: Incident): Readonly<Record<string, Effect>> {
  const old = Object.values(effects).filter(
    (e) => e.kind === 'page' && e.state.is === 'done' && e.ask.ladder !== incident.ladder?.n,
  );
  if (old.length <= PAGES) return effects;
  const drop = new Set(old.slice(0, old.length - PAGES).map((e) => e.key));
  return Object.fromEntries(Object.entries(effects).filter(([key]) => !drop.has(key)));
}
