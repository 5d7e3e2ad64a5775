import { isBad, type Look } from '../check/look.ts';
import { isDrill } from '../drill/group.ts';
import { groupOfReport, type Report } from '../report/report.ts';
import type { Context, Event } from './event.ts';
import type { Sight } from './failure.ts';
import { isOld } from './handlers/report.ts';
import type { Incident } from './incident.ts';
import { observe } from './observe.ts';
import { isOver } from './over.ts';

/** The incident that an event is about: looks and reports may open one, everything else finds what there is. */
export function begun(was: Incident | null, event: Event, context: Context): Incident | null {
  if (event.type === 'signal') return incidentFor(was, event.looks, context);
  return event.type === 'report' ? incidentOfReports(was, event.reports, context) : was;
}

/** Of reports that something fails, the first tells the group; the end of what is over, and old news, open nothing (I7, T3). */
function incidentOfReports(was: Incident | null, reports: readonly Report[], context: Context): Incident | null {
  if (was && !isOver(was)) return was;
  const [first] = reports.filter((each) => each.ended === undefined && !(was && isOld(was, each, context.now)));
  if (!first) return null;
  return was ? afresh(was, context) : born(groupOfReport(first, context.plan), context);
}

/**
 * The incident that a bad look belongs to: the group's current one; a closed one resumed within the reopen window, as
 * its next generation (C3); or a new one with the next number. `null` where there is nothing to tell.
 */
export function incidentFor(was: Incident | null, looks: readonly Look[], context: Context): Incident | null {
  if (was && !isOver(was)) return was;
  const group = groupOf(looks, context);
  if (group === undefined) return null;
  const base = was ? afresh(was, context) : born(group, context);
  const { fresh } = observe(base, looks, context);
  return fresh.some((look) => isBad(look.verdict)) ? base : null;
}

const groupOf = (looks: readonly Look[], context: Context): string | undefined =>
  looks.filter((look) => isBad(look.verdict)).flatMap((look) => context.plan.monitors[look.monitor]?.group ?? [])[0];

function born(group: string, context: Context): Incident {
  return {
    ...BLANK,
    id: `${group}-1`,
    group,
    number: 1,
    policy: context.policy.hash,
    suspectedAt: context.now,
    changedAt: context.now,
  };
}

/** Sights are kept only for their slots: what was seen before the end says nothing of now, but is not believed again either (T3). */
function afresh(was: Incident, context: Context): Incident {
  const resumes =
    was.phase === 'closed' &&
    !isDrill(was) &&
    was.endedAt !== null &&
    context.now - was.endedAt < context.plan.reopenWindow;
  const number = resumes ? was.number : was.number + 1;
  return {
    ...BLANK,
    id: `${was.group}-${number}`,
    group: was.group,
    number,
    generation: resumes ? was.generation + 1 : 1,
    version: was.version,
    run: { number: was.run.number + 1, asleepUntil: null },
    policy: context.policy.hash,
    suspectedAt: resumes ? was.suspectedAt : context.now,
    changedAt: context.now,
    flaps: resumes ? was.flaps + 1 : 0,
    remedies: resumes ? used(was) : {},
    sights: faded(was),
    recoveries: was.recoveries ?? {},
    ...(was.reportsEnded && { reportsEnded: was.reportsEnded }),
    seen: was.seen,
    unfiled: was.unfiled,
  };
}

const faded = (was: Incident): Incident['sights'] =>
  Object.fromEntries(
    Object.entries(was.sights).map(([monitor, sights]) => [
      monitor,
      Object.fromEntries(Object.entries(sights).map(([at, sight]) => [at, fade(sight)])),
    ]),
  );

/** An incident that goes on has used its remedy: there is never a second undo (G3, V4). */
const used = ({ remedies }: Incident): Incident['remedies'] =>
  Object.fromEntries(
    Object.entries(remedies).flatMap(([name, { ended, plans }]) =>
      ended && ended.as !== 'refused' ? [[name, { ended, plans }]] : [],
    ),
  );

function fade({ burn: _, ...sight }: Sight): Sight {
  return { ...sight, verdict: 'unknown', blank: true, good: 0, run: 0, bad: 0 };
}

const BLANK: Omit<Incident, 'id' | 'group' | 'number' | 'policy' | 'suspectedAt' | 'changedAt'> = {
  generation: 1,
  version: 0,
  run: { number: 1, asleepUntil: null },
  phase: 'suspected',
  openedAt: null,
  recoveredAt: null,
  endedAt: null,
  sights: {},
  trials: {},
  failing: {},
  muted: {},
  roots: [],
  health: { is: 'failing' },
  flaps: 0,
  withdrawn: [],
  blind: false,
  severity: null,
  reasons: [],
  peak: null,
  attention: { is: 'nobody' },
  ladder: null,
  ladders: 0,
  effects: {},
  confirmations: 0,
  confirmedAt: null,
  news: [],
  told: 0,
  reached: {},
  remedies: {},
  seen: [],
  unfiled: null,
};
