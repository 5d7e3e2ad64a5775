import { isBad, type Look } from '../check/look.ts';
import { badRounds, type Standing, standing } from '../check/standing.ts';
import { locationsOf, type MonitorPlan } from '../plan.ts';
import type { Context } from './event.ts';
import type { Certainty, Failure, Said, Sight, Trial } from './failure.ts';
import { fitfully, habitOf, isCalm } from './fitful.ts';
import { spoken } from './freshness.ts';
import type { Incident } from './incident.ts';
import { ancestors, explains, layered } from './layers.ts';
import { roundsGood, roundsNeeded } from './recovery.ts';
import { change, type Say, type Stage, withKey, without } from './stage.ts';

/**
 * Moves every monitor of the group between "looks fine", "on trial" (being looked at again, I1) and "failing",
 * dependencies first, so that symptoms are never put on trial (I5).
 */
export const judge =
  (fresh: readonly Look[]): Stage =>
  (incident, context, say) => {
    let now = incident;
    const released = new Set<string>();
    for (const name of layered(context.plan, incident.group)) {
      const monitor = context.plan.monitors[name]!;
      const before = now;
      if (now.failing[name]) now = follow(now, monitor, now.failing[name], context, say);
      else if (now.trials[name]) now = hear(now, monitor, now.trials[name], context, say);
      else now = suspect(now, monitor, fresh, released, context, say);
      // Fine after all, or failing in a way that does not explain what waits for it.
      if (before.trials[name] && !now.trials[name]) released.add(name);
    }
    return now;
  };

/** A failing monitor: recovered, or failing as the newest looks say. */
function follow(incident: Incident, monitor: MonitorPlan, failure: Failure, context: Context, say: Say): Incident {
  const rounds = roundsGood(incident, monitor.name, failure, context);
  const lasts = rounds >= roundsNeeded(incident, monitor);
  if (lasts && (!failure.fitful || isCalm(incident, monitor, failure.fitful, context))) {
    say('check', `${monitor.name} is up again, ${rounds} good ${rounds === 1 ? 'round' : 'rounds'} in a row`);
    const recoveries = { ...incident.recoveries, [monitor.name]: context.now };
    return change(incident, { failing: without(incident.failing, [monitor.name]), recoveries });
  }
  const next = failureNow(
    incident,
    monitor,
    { since: failure.since },
    certaintyNow(failure, monitor, incident, context),
    context,
    failure,
  );
  if (next.verdict !== failure.verdict || next.code !== failure.code) say('check', `${monitor.name} ${next.text}`);
  if (next.certainty !== failure.certainty) say('check', `${monitor.name}: ${inWordsOf(next)}`);
  return change(incident, { failing: withKey(incident.failing, monitor.name, next) });
}

/** A monitor on trial: passed, confirmed, or the next round decides. */
function hear(incident: Incident, monitor: MonitorPlan, trial: Trial, context: Context, say: Say): Incident {
  const { name } = monitor;
  const now = standing(spoken(incident, monitor, context), locationsOf(context.plan, name));
  const trials = without(incident.trials, [name]);
  const above = ancestors(context.plan, name);
  const isFine = now.verdict === 'up';
  // What lies beneath is looked at first; if it turns out fine, this one is released and tried again (I5).
  const waits = above.some((a) => a in incident.trials);
  if (!isFine && waits) return change(incident, { trials });
  if (!isFine && above.some((a) => explains(incident.failing[a], seenNow(incident, name, now)))) {
    return change(admit(incident, monitor, trial, asSure(incident), context, say), { trials });
  }
  const certainty = verdictOfTrial(incident, monitor, trial, now, context);
  // A round that did not confirm it ends the trial, unless it lasts, or comes and goes.
  if (!isFine && trial.rounds < monitor.confirm.rounds && (certainty || !trial.doubted)) return incident;
  if (certainty && !waits) return change(admit(incident, monitor, trial, certainty, context, say), { trials });
  say(
    'check',
    isFine
      ? `${name} is fine on a second look: not confirmed`
      : `${name} fails only from ${now.bad} of ${now.of} locations, not lasting: not confirmed`,
  );
  return change(incident, { trials });
}

/** A monitor that looked fine: does a fresh bad look put it on trial? */
function suspect(
  incident: Incident,
  monitor: MonitorPlan,
  fresh: readonly Look[],
  released: ReadonlySet<string>,
  context: Context,
  say: Say,
): Incident {
  const { name } = monitor;
  const now = standing(spoken(incident, monitor, context), locationsOf(context.plan, name));
  if (now.bad === 0) return incident;
  const above = ancestors(context.plan, name);
  if (above.some((a) => explains(incident.failing[a], seenNow(incident, name, now)))) {
    const since = { since: context.now };
    return now.verdict === 'partial' ? incident : admit(incident, monitor, since, asSure(incident), context, say);
  }
  if (above.some((a) => a in incident.trials)) return incident;
  const news = fresh.find((look) => look.monitor === name && isBad(look.verdict));
  if (!news && !above.some((a) => released.has(a))) return incident;
  const last = lastSaid(incident, name);
  say('check', `${name} ${last?.text ?? 'fails'}, seen from ${news?.location ?? 'before'}: looking again`);
  // What lies beneath a monitor on trial takes over its rounds: the first broken layer is not confirmed later than its symptom.
  const inherited = Object.entries(incident.trials)
    .filter(([other]) => ancestors(context.plan, other).includes(name))
    .map(([, t]) => t.rounds);
  // What it depends on has failed and recovered before: this is trouble of its own, also where one look saw both.
  const recovered = above.flatMap((a) => incident.recoveries?.[a] ?? []);
  const trial: Trial = {
    since: Math.max(news?.at ?? context.now, ...recovered),
    rounds: Math.max(0, ...inherited),
    nextAt: nextRound(incident, context.now) ?? context.now + monitor.confirm.apart,
    ...(last && { last }),
  };
  if (monitor.confirm.rounds === 0)
    return hear({ ...incident, trials: { ...incident.trials, [name]: trial } }, monitor, trial, context, say);
  return change(incident, { trials: { ...incident.trials, [name]: trial } });
}

/** A symptom needs no trial: it is as sure as what explains it. */
const asSure = ({ blind }: Incident): Certainty => (blind ? 'blind' : 'confirmed');

/** How a monitor that is not failing yet looks at the moment, as a failure beneath it would have to explain. */
const seenNow = (incident: Incident, name: string, { verdict }: Standing): Pick<Failure, 'verdict' | 'certainty'> => ({
  verdict: badSights(incident, name).some((sight) => sight.verdict === 'down') ? 'down' : 'degraded',
  certainty: verdict === 'partial' ? 'partial' : 'confirmed',
});

/** Monitors on trial share their rounds, so that what broke together is judged together and paged once (S1). */
function nextRound(incident: Incident, now: number): number | undefined {
  const coming = Object.values(incident.trials).flatMap(({ nextAt }) => (nextAt > now ? [nextAt] : []));
  return coming.length > 0 ? Math.min(...coming) : undefined;
}

/** How sure the rounds made us; `null` where they did not confirm it (I1, I3, I6). */
function verdictOfTrial(
  incident: Incident,
  monitor: MonitorPlan,
  { doubted }: Trial,
  now: Standing,
  context: Context,
): Certainty | null {
  if (now.verdict !== 'up') {
    if (incident.blind && now.bad === now.of) return 'blind';
    if (now.answered < Math.min(2, now.of)) return 'unconfirmed';
    if (!doubted && (now.verdict === 'down' || now.verdict === 'degraded')) return 'confirmed';
  }
  if (habitOf(incident, monitor, context)) return 'intermittent';
  const lasting = badSights(incident, monitor.name).some((sight) => sight.bad >= monitor.flaky.bad);
  return lasting && now.verdict !== 'up' ? 'partial' : null;
}

/** Certainty only moves when looks say so: what was in doubt is confirmed once a majority sees it twice in a row. */
function certaintyNow(failure: Failure, monitor: MonitorPlan, incident: Incident, context: Context): Certainty {
  if (failure.certainty === 'confirmed') return 'confirmed';
  if (incident.blind) return failure.certainty;
  const { name } = monitor;
  const locations = locationsOf(context.plan, name);
  const sights = spoken(incident, monitor, context);
  const { answered, of, verdict } = standing(sights, locations);
  if (failure.certainty === 'blind') {
    // Only looks since the control endpoint was found well say something.
    const isSeen = badSights(incident, name).some((sight) => sight.slot >= (incident.confirmedAt ?? 0));
    return isSeen && (verdict === 'down' || verdict === 'degraded') ? 'confirmed' : 'blind';
  }
  const solid = badRounds(sights, locations) >= 2;
  return answered >= Math.min(2, of) && solid ? 'confirmed' : failure.certainty;
}

function admit(
  incident: Incident,
  monitor: MonitorPlan,
  trial: Pick<Trial, 'since' | 'last'>,
  certainty: Certainty,
  context: Context,
  say: Say,
): Incident {
  const failure = failureNow(incident, monitor, trial, certainty, context);
  const likely = failure.parts.length > 0 ? `, likely the ${failure.parts.join(' and ')}` : '';
  say('check', `${monitor.name} ${failure.text}${likely}: ${inWordsOf(failure)}`);
  return change(incident, { failing: withKey(incident.failing, monitor.name, failure) });
}

function failureNow(
  incident: Incident,
  monitor: MonitorPlan,
  { since, last }: Pick<Trial, 'since' | 'last'>,
  certainty: Certainty,
  context: Context,
  was?: Failure,
): Failure {
  const bad = badSights(incident, monitor.name);
  const now = standing(incident.sights[monitor.name], locationsOf(context.plan, monitor.name));
  const verdict = was ? verdictAfter(was, bad, now) : verdictAtFirst(certainty, bad, now);
  const speaks = bad.find((sight) => sight.verdict === verdict) ?? was ?? bad[0];
  const { code, text, parts } = speaks ?? { code: 'unknown' as const, text: 'fails', parts: [] };
  const failure: Failure = { since, verdict, certainty, code, text, parts, from: now.bad, of: now.of };
  const kept: Failure = was?.fitful ? { ...failure, fitful: was.fitful } : failure;
  if (certainty !== 'intermittent') return kept;
  const said = lastSaid(incident, monitor.name) ?? was?.fitful?.last ?? last ?? { code, text, parts };
  const shown = was ? { ...kept, text: was.text, from: was.from } : kept;
  return fitfully(shown, habitOf(incident, monitor, context), said);
}

const badSights = (incident: Incident, name: string): readonly Sight[] =>
  Object.values(incident.sights[name] ?? {}).filter((sight) => isBad(sight.verdict));

/** The newest of what failing checks say now; `undefined` while none fails. */
function lastSaid(incident: Incident, name: string): Said | undefined {
  const [sight] = badSights(incident, name).toSorted((a, b) => b.slot - a.slot);
  return sight && { code: sight.code, text: sight.text, parts: sight.parts };
}

function verdictAtFirst(certainty: Certainty, bad: readonly Sight[], now: Standing): Failure['verdict'] {
  const byFew = certainty !== 'confirmed' && bad.some((sight) => sight.verdict === 'down');
  return now.verdict === 'down' || byFew ? 'down' : 'degraded';
}

/** One look alone moves a failing monitor neither up nor down in severity: it takes two with the same verdict (S2). */
function verdictAfter(was: Failure, bad: readonly Sight[], now: Standing): Failure['verdict'] {
  const steady = bad.length > 0 && bad.every((sight) => sight.run >= 2);
  if (!steady || now.verdict === 'partial') return was.verdict;
  return now.verdict === 'down' ? 'down' : 'degraded';
}

/** `confirmed from 3 of 3 locations`. */
export function inWordsOf(failure: Failure): string {
  const where = failure.of > 1 ? ` from ${failure.from} of ${failure.of} locations` : '';
  const words: Readonly<Record<Certainty, string>> = {
    confirmed: `confirmed${where}`,
    partial: `partial,${where || ' from here'}`,
    intermittent: `intermittent${where}`,
    unconfirmed: 'could not be confirmed, too few locations answer',
    blind: 'the control endpoint fails too: we may be blind',
  };
  return words[failure.certainty];
}
