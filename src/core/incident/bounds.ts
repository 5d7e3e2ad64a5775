import { isTold } from '../escalation/due-tells.ts';
import { steps } from '../escalation/levels.ts';
import { pagesOf } from '../escalation/pages.ts';
import { allEffects } from './effects.ts';
import type { Context } from './event.ts';
import type { Incident } from './incident.ts';
import { roundsOver } from './rounds.ts';
import { forgetPast, spend, spendable } from './spend.ts';
import { change, type Stage, without } from './stage.ts';
import { boundTells } from './tells.ts';
import type { Effect } from './work.ts';

/**
 * What the head keeps at most, so that it stays below 32 KB whatever happens; the rows beside it keep everything. Pages
 * that decide nothing any more are kept to be shown: so many, and not many more than `FEW` where the rest takes up `ROOM`.
 */
const PAGES = 30;
const FEW = 6;
/** Characters of JSON, without the row that travels with the head. */
const ROOM = 20 * 1024;
const NEWS = 12;

/** Drops what is over and no longer needed for a decision. */
export const bound: Stage = (incident, context, say) => {
  const stages: readonly Stage[] = [boundRest, boundTells, roundsOver, forgetPast, boundPages];
  return stages.reduce((now, stage) => stage(now, context, say), incident);
};

const boundRest: Stage = (incident, context) => {
  const news = boundedNews(incident, context);
  const all = allEffects(incident);
  const needless = all.filter((e) => !isNeeded(e, news, all, context)).map(({ key }) => key);
  const effects = needless.length > 0 ? without(incident.effects, needless) : incident.effects;
  const { recoveries = {} } = incident;
  const gone = Object.keys(recoveries).filter((name) => !context.plan.monitors[name]);
  return change(incident, {
    news,
    effects,
    ladder: boundedPresses(incident, context),
    ...(gone.length > 0 && { recoveries: without(recoveries, gone) }),
  });
};

function boundedNews(incident: Incident, context: Context): Incident['news'] {
  if (incident.news.length <= NEWS) return incident.news;
  const keep = new Set(incident.news.slice(-NEWS).map((news) => news.n));
  return incident.news.filter((news) => keep.has(news.n) || !isTold(incident, news, context));
}

function isNeeded(effect: Effect, news: Incident['news'], all: readonly Effect[], { now }: Context): boolean {
  if (effect.state.is === 'claimed' && effect.state.lease > now) return true;
  if (effect.kind === 'tell') return news.some((n) => n.n === effect.ask.news);
  if (effect.kind === 'page' || effect.kind === 'apply') return true;
  // What reads is read again: only the newest of its kind counts, for each remedy or monitor.
  return all.findLast((other) => isAlike(other, effect)) === effect;
}

const isAlike = (one: Effect, other: Effect): boolean => one.kind === other.kind && subjectOf(one) === subjectOf(other);

const subjectOf = ({ ask }: Effect): string | undefined =>
  'remedy' in ask ? ask.remedy : 'monitor' in ask ? ask.monitor : undefined;

/** A call for the next level brings one rung: more calls than rungs bring nothing (A3). */
function boundedPresses({ ladder }: Incident, { policy }: Context): Incident['ladder'] {
  const rungs = ladder && ladder.hurried.length > 0 ? steps(ladder, policy, false).length : 0;
  return ladder && ladder.hurried.length > rungs ? { ...ladder, hurried: ladder.hurried.slice(0, rungs) } : ladder;
}

/** Of the pages that decide nothing any more the newest are kept, as far as there is room. */
const boundPages: Stage = (incident, { now }) => {
  if (pagesOf(incident).length <= FEW) return incident;
  const old = spendable(incident, now);
  if (old.length <= FEW) return incident;
  const needed = without(
    incident.effects,
    old.map(({ key }) => key),
  );
  let room = ROOM - JSON.stringify({ ...incident, effects: needed, unfiled: null }).length;
  const shown = old.toReversed().findIndex((page, n) => {
    room -= JSON.stringify([page.key, page]).length;
    return n >= PAGES || (room < 0 && n >= FEW);
  });
  return shown < 0 ? incident : spend(incident, old.slice(0, old.length - shown), now);
};
