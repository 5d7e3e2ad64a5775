import { endDrill } from '../drill/end.ts';
import { climb, expire } from '../escalation/ladder.ts';
import { explainRefusals } from '../remedy/explain.ts';
import { planAnew } from '../remedy/plan-anew.ts';
import { classify } from '../severity/classify.ts';
import { newest } from '../time/derived.ts';
import { begun } from './birth.ts';
import { bound } from './bounds.ts';
import { next } from './due.ts';
import type { Context, Decision, Event, Reply } from './event.ts';
import { type Facts, factsOf } from './facts.ts';
import { acknowledge, escalate, unacknowledge } from './handlers/answers.ts';
import { approve, refuse } from './handlers/approvals.ts';
import { claim } from './handlers/claims.ts';
import { type Handled, type Handler, refused } from './handlers/handler.ts';
import { look, revive, tick } from './handlers/lifecycle.ts';
import { note } from './handlers/note.ts';
import { outcome } from './handlers/outcomes.ts';
import { reassign } from './handlers/reassign.ts';
import { report } from './handlers/report.ts';
import { resolve } from './handlers/resolve.ts';
import { signal } from './handlers/signal.ts';
import { unreached } from './handlers/unreached.ts';
import { health } from './health.ts';
import type { Incident, Line } from './incident.ts';
import { judge } from './judge.ts';
import { isOver } from './over.ts';
import { close, open } from './phases.ts';
import { change, type Say, type Stage } from './stage.ts';
import { withdraw } from './withdraw.ts';

const HANDLERS: { [T in Event['type']]: Handler<T> } = {
  signal,
  report,
  claim,
  outcome,
  unreached,
  look,
  tick,
  revive,
  acknowledge,
  unacknowledge,
  escalate,
  reassign,
  note,
  resolve,
  approve,
  refuse,
};

/** How many event ids the head remembers, to recognise a write whose answer was lost (rule 2). */
const REMEMBERED = 32;

/**
 * These are about how things are by now: what time brought is settled before them, so that an acknowledgement is not
 * taken for one of what expired a moment ago, and nobody is paged for what is muted since (A1, A4, M1, M2).
 */
const ABOUT_NOW: ReadonlySet<Event['type']> = new Set([
  'claim',
  'acknowledge',
  'unacknowledge',
  'escalate',
  'reassign',
  'approve',
  'refuse',
]);

/**
 * The whole of the engine: what an event makes of an incident. Pure: no clock, no randomness, no I/O (rule 3).
 * The event does its own part, then the consequences are settled in one fixed order.
 */
export function decide(was: Incident | null, event: Event, context: Context): Decision {
  if (event.incident !== undefined && event.incident !== was?.id)
    return { incident: was, lines: [], reply: { is: 'refused', text: `incident ${event.incident} is over` } };
  const incident = begun(was, event, context);
  if (!incident) return { incident: was, lines: [], reply: { is: 'done', text: 'nothing to do' } };
  const lines: Line[] = [];
  const say = sayTo(lines, context);
  const now = ABOUT_NOW.has(event.type) && !isOver(incident) ? rested(incident, context, lines) : incident;
  const { incident: handled, reply: answer, fresh = [] } = handle(now, event, context, say);
  // A claim changes nothing but that it is claimed.
  const isDone = isOver(handled) || event.type === 'claim';
  const isSame = handled === now && fresh.length === 0;
  const settled = isDone ? handled : isSame ? rested(now, context, lines) : settle(now, handled, fresh, context, say);
  const looks = event.type === 'look' && answer.is === 'done';
  const { incident: awake, reply } = looks
    ? lookNext(settled, context)
    : { incident: wake(settled, context), reply: answer };
  if (awake === was && lines.length === 0) return { incident: was, lines, reply };
  const facts = factsOf(incident, awake, event, fresh, context);
  return { incident: sealed(awake, event, lines, facts, context), lines, reply };
}

const sayTo =
  (lines: Line[], { now }: Context): Say =>
  (about, text) =>
    lines.push({ at: now, about, text });

/** What time alone has made of the incident, and its lines. */
function rested(incident: Incident, context: Context, lines: Line[]): Incident {
  const now = settledNow(incident, context);
  lines.push(...now.lines);
  return now.incident;
}

/** A look, and the claim that follows it at the same moment, ask for the same. */
const settledNow = newest((incident: Incident, context: Context) => {
  const lines: Line[] = [];
  return { incident: settle(incident, incident, [], context, sayTo(lines, context)), lines };
});

function handle(incident: Incident, event: Event, context: Context, say: Say): Handled {
  if ('generation' in event && event.generation !== undefined && event.generation !== incident.generation)
    return refused(incident, 'it has failed again since then: answer the newest message');
  // The table is typed per event; the event carries its type, so the two always match.
  return (HANDLERS[event.type] as Handler<Event['type']>)(incident, event, context, say);
}

/** The consequences, in order: what fails, how bad it is, who has to know, whether it is over. */
function settle(
  before: Incident,
  incident: Incident,
  fresh: NonNullable<Handled['fresh']>,
  context: Context,
  say: Say,
): Incident {
  const stages: readonly Stage[] = [
    withdraw,
    judge(fresh),
    open,
    endDrill,
    health,
    classify,
    expire,
    climb(before),
    planAnew,
    explainRefusals,
    close,
    bound,
  ];
  return stages.reduce((now, stage) => stage(now, context, say), incident);
}

/** Rule 4: a run that finds nothing due goes to sleep in the same write that settled everything, and it says until when. */
function lookNext(incident: Incident, context: Context): { readonly incident: Incident; readonly reply: Reply } {
  const due = next(incident, context);
  const { number } = incident.run;
  const rested = due.do === 'wait' ? change(incident, { run: { number, asleepUntil: due.until } }) : incident;
  return { incident: rested, reply: { is: 'next', next: due } };
}

/** Rule 4: if something is due sooner than the sleeping run wakes, the next run is started by whoever made it so. */
function wake(incident: Incident, context: Context): Incident {
  const { asleepUntil, number } = incident.run;
  if (asleepUntil === null || asleepUntil <= context.now || isOver(incident)) return incident;
  const due = next(incident, context);
  const sooner = due.do === 'wait' ? due.until < asleepUntil : true;
  return sooner ? { ...incident, run: { number: number + 1, asleepUntil: null } } : incident;
}

function sealed(
  incident: Incident,
  event: Event,
  lines: readonly Line[],
  facts: Facts | undefined,
  context: Context,
): Incident {
  const version = incident.version + 1;
  const { id, generation } = incident;
  const row = { incident: id, generation, version, event: event.id, type: event.type, at: context.now, lines };
  const unfiled = lines.length > 0 || facts ? { ...row, ...(facts && { facts }) } : null;
  return {
    ...incident,
    version,
    changedAt: context.now,
    seen: [...incident.seen, event.id].slice(-REMEMBERED),
    unfiled,
  };
}
