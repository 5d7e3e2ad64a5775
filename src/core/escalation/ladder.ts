import type { Context } from '../incident/event.ts';
import type { Incident, Ladder } from '../incident/incident.ts';
import { change, type Say, type Stage, withNews } from '../incident/stage.ts';
import { called } from '../report/words.ts';
import { type Severity, stricter } from '../severity/severity.ts';
import { type Instant, inWords } from '../time/instant.ts';
import { dayAndTime } from '../time/zone.ts';
import { rungsNow } from './due-pages.ts';
import { isExhausted, triesAgainAt } from './exhausted.ts';
import { withinHours } from './hours.ts';
import { ladderPlan } from './levels.ts';
import { type Recipient, recipient } from './roster.ts';
import { acceptedOf, claims, highestLevel } from './spent.ts';
import { takenOverBy } from './taken-over.ts';

/**
 * Starts a new ladder where one is due: at opening, at a raise (S2), for a suspect that the acknowledgement did not
 * cover (A2) or that came after everyone had been paged in vain, where no page at all got through (E2), and when a mute ends on a failing monitor (M2); lowers the cadence when severity falls.
 */
export const climb =
  (before: Incident): Stage =>
  (incident, context, say) => {
    const { severity, ladder } = incident;
    if (incident.phase !== 'open' || severity === null) return incident;
    const unmuted = incident.roots.filter((root) => root in before.muted);
    if (!ladder)
      return start(
        incident,
        { why: incident.ladders > 0 || unmuted.length > 0 ? 'mute ended' : 'opened' },
        severity,
        context,
        say,
      );
    if (unmuted.length > 0) return start(incident, { why: 'mute ended' }, severity, context, say);
    if (incident.peak && stricter(severity, incident.peak)) {
      return start(
        incident,
        { why: 'raised', startsAt: waitedSince(incident, ladder, context) },
        severity,
        context,
        say,
      );
    }
    const { attention } = incident;
    const known = attention.is === 'acknowledged' ? attention.covers : ladder.covers;
    const news = known ? incident.roots.filter((root) => !known.includes(root)) : [];
    // Whoever is still being paged hears of it with the next level.
    const when = news.length > 0 ? answeredBy(incident, context) : undefined;
    if (when !== undefined) {
      const names = news.map((name) => called(incident, name)).join(' and ');
      say('answer', `${names} was not failing when ${when}: paging again`);
      return start(incident, { why: 'new suspect' }, severity, context, say);
    }
    const again = triesAgainAt(incident, context);
    if (again !== undefined && again <= context.now)
      return start(incident, { why: 'nobody was reached', ...inVain(ladder) }, severity, context, say);
    // While it recovers, one monitor being back before another is no news.
    const settling = incident.health.is === 'recovering' && stricter(ladder.severity, severity);
    return ladder.severity === severity || settling ? incident : retune(incident, ladder, severity, context);
  };

/** Why nobody is paged any more, in words; `undefined` while somebody still is. */
function answeredBy(incident: Incident, context: Context): string | undefined {
  const { attention } = incident;
  if (attention.is === 'acknowledged') return `${attention.by} acknowledged`;
  const taken = takenOverBy(incident, context);
  if (taken !== undefined) return `${taken} took over`;
  return isExhausted(incident, context) ? 'everyone was paged' : undefined;
}

/**
 * Time that passed without an answer counts (S2). Where nobody could have answered, it does not: an acknowledged
 * incident starts afresh, and so does one whose pages waited for the morning (E6).
 */
function waitedSince(incident: Incident, ladder: Ladder, { now }: Context): Instant {
  if (incident.attention.is === 'acknowledged') return now;
  // A ladder made later than it starts counts from a page, which may be gone.
  const counted = ladder.startsAt < ladder.madeAt ? [ladder.startsAt] : [];
  return Math.min(now, ...counted, ...claims(incident).filter((at) => at >= ladder.startsAt));
}

/** An acknowledgement that expired: the one who gave it first, then upwards, on a new ladder (A4). */
export const expire: Stage = (incident, context, say) => {
  const { attention, severity } = incident;
  if (
    attention.is !== 'acknowledged' ||
    attention.until === undefined ||
    attention.until > context.now ||
    severity === null ||
    incident.phase !== 'open'
  )
    return incident;
  say('answer', `the acknowledgement by ${attention.by} expired`);
  const known = recipient(attention.by, context) !== undefined;
  return start(
    incident,
    { why: 'acknowledgement expired', from: attention.level + 1, ...(known && { first: attention.by }) },
    severity,
    context,
    say,
  );
};

/**
 * "Escalate": the next level now; after an acknowledgement, the level above whoever gave it (A3). Where a provider took
 * the levels over, ours go on above the one that it was paged at (E8).
 */
export function escalateNow(incident: Incident, context: Context, say: Say): Incident {
  const { attention, ladder, severity } = incident;
  if (!ladder || severity === null) return incident;
  if (attention.is === 'acknowledged')
    return start(incident, { why: 'escalated', from: attention.level + 1, asked: true }, severity, context, say);
  const taken = takenOverBy(incident, context);
  const by = acceptedOf(incident).findLast(({ channel }) => channel === taken)?.person;
  if (by !== undefined)
    return start(
      incident,
      { why: 'escalated', from: (highestLevel(incident, by) ?? -1) + 1, asked: true },
      severity,
      context,
      say,
    );
  return change(incident, { ladder: { ...ladder, hurried: [...ladder.hurried, context.now] } });
}

/** An acknowledgement that was taken back: its level at once, then upwards. While all is muted, the end of the mute pages. */
export function pageAgain(incident: Incident, context: Context, say: Say): Incident {
  const { attention, severity } = incident;
  if (attention.is !== 'acknowledged') return incident;
  if (severity === null) return { ...incident, attention: { is: 'nobody' } };
  return start(incident, { why: 'acknowledgement taken back', from: attention.level }, severity, context, say);
}

/** Reassigned: that one at once, whatever the hours; then, where no answer comes, the levels above the one it stood at. */
export function pageFirst(incident: Incident, to: Recipient, context: Context, say: Say): Incident {
  const { severity } = incident;
  if (severity === null) return incident;
  const levels = ladderPlan(context.policy, severity)?.levels ?? [];
  const above = levelNow(incident, context) + 1;
  const page = levels[above]?.page;
  const isNext = page !== undefined && recipient(page, context)?.name === to.name;
  const from = isNext ? above + 1 : above;
  return start(incident, { why: 'reassigned', first: to.via, from, asked: true }, severity, context, say);
}

/** The level that paging stands at: of whoever acknowledged, else the last one that was begun; -1 before the first. */
function levelNow(incident: Incident, context: Context): number {
  const { attention } = incident;
  if (attention.is === 'acknowledged') return attention.level;
  const begun = rungsNow(incident, context).filter(({ begunAt }) => begunAt !== undefined);
  const level = begun.at(-1)?.rung.level;
  return typeof level === 'number' ? level : -1;
}

/**
 * What was resolved at a provider that took the levels over, and fails again, is not its any more: it is paged anew, in
 * case the news of it does not get through (E8).
 */
export function takeBack(incident: Incident, context: Context, say: Say): Incident {
  const { severity, attention } = incident;
  const isLeft = severity !== null && attention.is === 'nobody' && takenOverBy(incident, context) !== undefined;
  return isLeft ? start(incident, { why: 'failing again' }, severity, context, say) : incident;
}

/** `asked`: somebody wants it now, whatever the policy's hours (A3). */
type Start = Pick<Ladder, 'why'> &
  Partial<Pick<Ladder, 'startsAt' | 'from' | 'first' | 'vain' | 'vainSince'>> & { readonly asked?: true };

const inVain = ({ vain = 0, vainSince, madeAt }: Ladder): Pick<Start, 'vain' | 'vainSince'> => ({
  vain: vain + 1,
  vainSince: vainSince ?? madeAt,
});

function start(
  incident: Incident,
  { why, startsAt, from = 0, first, vain, vainSince, asked }: Start,
  severity: Severity,
  context: Context,
  say: Say,
): Incident {
  const n = incident.ladders + 1;
  const levels = ladderPlan(context.policy, severity)?.levels ?? [];
  const opens = withinHours(context.policy, severity, startsAt ?? context.now);
  const ladder: Ladder = {
    n,
    why,
    severity,
    startsAt: startsAt ?? context.now,
    madeAt: context.now,
    covers: incident.roots,
    from: from < levels.length ? from : 0,
    ...(first !== undefined && { first }),
    ...(vain !== undefined && { vain }),
    ...(vainSince !== undefined && { vainSince }),
    hurried: asked && opens > context.now ? [context.now] : [],
  };
  const held =
    opens > context.now && !asked ? `; outside its hours, held until ${dayAndTime(opens, context.plan.timezone)}` : '';
  say('page', `paging by the ${severity} policy (${why}): ${policyInWords(levels) || 'it has no levels'}${held}`);
  const peak = incident.peak && stricter(incident.peak, severity) ? incident.peak : severity;
  return { ...incident, ladder, ladders: n, peak, attention: { is: 'nobody' } };
}

/** A lower severity changes the cadence from here on; whoever was paged hears of it, nothing promised vanishes silently (S2). */
function retune(incident: Incident, ladder: Ladder, severity: Severity, context: Context): Incident {
  const changed = { ...incident, ladder: { ...ladder, severity, from: 0 } };
  if (!stricter(ladder.severity, severity)) return changed;
  return withNews(
    changed,
    'lowered',
    `lowered from ${ladder.severity} to ${severity}: ${incident.reasons[0] ?? ''}`,
    context.now,
  );
}

const policyInWords = (levels: readonly { readonly after: number; readonly page: string }[]): string =>
  levels.map(({ after, page }, i) => (i === 0 ? page : `${page} after ${inWords(after)}`)).join(', then ');

/** How long an acknowledgement holds by the policy; `undefined`: until the incident ends. */
export const holds = (incident: Incident, context: Context): number | undefined =>
  incident.severity ? ladderPlan(context.policy, incident.severity)?.acknowledgementExpires : undefined;
