import { codeInWords } from '../check/codes.ts';
import { standing } from '../check/standing.ts';
import type { Context } from '../incident/event.ts';
import type { Incident } from '../incident/incident.ts';
import { ancestors, lingersAfter } from '../incident/layers.ts';
import { locationsOf, type RemedyPlan } from '../plan.ts';
import { MINUTE } from '../time/instant.ts';
import { windowAt } from '../time/window.ts';
import { dayAndTime } from '../time/zone.ts';

/** How long an approval can be given, counted from the plan (G1). */
export const APPROVAL = 15 * MINUTE;

/** Groups whose incidents opened this close together went down together. */
const TOGETHER = 30 * MINUTE;

/** A guard says why the remedy must not be used now, or nothing. */
type Guard = (incident: Incident, remedy: RemedyPlan, context: Context) => string | undefined;

/** Rule 7 and I3: a remedy needs a failure that a majority confirmed, and nothing less. */
const confirmed: Guard = (incident, remedy) => {
  const failure = incident.failing[remedy.monitor];
  if (!failure) return `${remedy.monitor} is not failing`;
  if (incident.blind) return 'the control endpoint fails too: we may be blind';
  if (failure.certainty !== 'confirmed') return `the failure of ${remedy.monitor} is ${failure.certainty}`;
  return failure.verdict === 'down' ? undefined : `${remedy.monitor} is degraded, not down`;
};

/** G1: `on` names the codes a remedy is meant for. */
const meantFor: Guard = (incident, remedy) => {
  const code = incident.failing[remedy.monitor]?.code;
  return !code || remedy.on.includes(code)
    ? undefined
    : `it is meant for ${remedy.on.join(', ')}, not for '${codeInWords(code)}'`;
};

/** G4: a failing part or dependency is the cause; undoing a deploy would not mend it. */
const notElsewhere: Guard = (incident, remedy, { plan }) => {
  const parts = incident.failing[remedy.monitor]?.parts ?? [];
  if (parts.length > 0) return `the ${parts.join(' and ')} is failing: this would not mend that`;
  const said = Object.values(incident.failing).flatMap(({ reported }) => reported?.monitor ?? []);
  if (lingersAfter(plan, incident, remedy.monitor))
    return `what ${remedy.monitor} depends on has just recovered: it is looked at first`;
  const broken = ancestors(plan, remedy.monitor).find((name) => name in incident.failing || said.includes(name));
  return broken ? `${broken}, which ${remedy.monitor} depends on, is failing` : undefined;
};

/** G5: still open, and failing in the latest slot of every location that sees it fail. */
const stillFailing: Guard = (incident, remedy) => {
  if (incident.phase !== 'open') return 'the incident is over';
  const sights = Object.values(incident.sights[remedy.monitor] ?? {});
  if (sights.some((sight) => sight.blank)) return `the latest check of ${remedy.monitor} is unknown`;
  return sights.some((sight) => sight.good > 0) && incident.health.is === 'recovering'
    ? `${remedy.monitor} answers again`
    : undefined;
};

/** I3, G5: in the latest slots a majority sees it down; what most see degraded or well by now nobody has confirmed. */
const downForMost: Guard = (incident, remedy, { plan }) => {
  const { verdict } = standing(incident.sights[remedy.monitor], locationsOf(plan, remedy.monitor));
  if (verdict === 'down') return undefined;
  return verdict === 'up'
    ? `${remedy.monitor} answers again`
    : `${remedy.monitor} is down from a minority of locations only`;
};

const unmuted: Guard = (incident, remedy) =>
  remedy.monitor in incident.muted ? `${remedy.monitor} is muted` : undefined;

/** G4: what breaks in unrelated places at about the same time is not one deploy's doing. */
const notEverywhere: Guard = (incident, _remedy, { elsewhere }) => {
  const opened = incident.openedAt ?? incident.suspectedAt;
  const together = Object.keys(elsewhere).filter((group) => elsewhere[group]! > opened - TOGETHER);
  return together.length === 0
    ? undefined
    : `${together.join(' and ')} went down at about the same time: the cause is likely elsewhere`;
};

/** G4: a freeze that the config planned. */
const notFrozen: Guard = (_incident, _remedy, { plan, now }) => {
  const frozen = plan.freeze.map((window) => ({ ...window, now: windowAt(window, now) })).find((window) => window.now);
  return frozen?.now
    ? `'${frozen.name}' freezes all remedies until ${dayAndTime(frozen.now.until, plan.timezone)}`
    : undefined;
};

/** In the order in which they tell most, each by what has to hold. */
const GUARDS: Readonly<Record<string, Guard>> = {
  'it still fails': stillFailing,
  'a majority confirmed it': confirmed,
  'it is down for most now': downForMost,
  'the remedy is meant for this failure': meantFor,
  'nothing that it depends on fails': notElsewhere,
  'nothing unrelated went down with it': notEverywhere,
  'it is not muted': unmuted,
  'no freeze is in force': notFrozen,
};

/** What a guard says: `why` not, or nothing against it. */
export interface GuardVerdict {
  readonly guard: string;
  readonly why?: string;
}

/** Every guard's verdict, for people who ask (`tocsin remedy plan`). */
export function verdicts(incident: Incident, remedy: RemedyPlan, context: Context): readonly GuardVerdict[] {
  const { ended } = incident.remedies[remedy.name] ?? {};
  const says = (guard: string, why: string | undefined) => ({ guard, ...(why !== undefined && { why }) });
  return [
    says('it is on', remedy.mode === 'off' ? 'its mode is off' : undefined),
    says('it was not used in this incident', ended && `it ended already (${ended.as}): ${ended.why}`),
    ...Object.entries(GUARDS).map(([name, guard]) => says(name, guard(incident, remedy, context))),
  ];
}

/** Why a remedy must not be used now; `undefined` where nothing speaks against it. */
export function refusal(incident: Incident, remedy: RemedyPlan, context: Context): string | undefined {
  for (const guard of Object.values(GUARDS)) {
    const why = guard(incident, remedy, context);
    if (why) return why;
  }
  return undefined;
}
