import type { Look } from '../check/look.ts';
import type { Delivery, Held } from '../escalation/delivery.ts';
import { begin } from '../escalation/pages.ts';
import type { Report } from '../report/report.ts';
import { same } from '../same.ts';
import type { Instant } from '../time/instant.ts';
import { INCIDENT_ANSWERS, type IncidentAnswer } from './answer.ts';
import type { Context, Event, EventOf } from './event.ts';
import type { Sight } from './failure.ts';
import type { Incident } from './incident.ts';
import type { Mute } from './mute.ts';
import type { Control, EffectOf, Work, WorkKind } from './work.ts';

/** What an event brought from outside, as far as it was news: enough to live through an incident again (`tocsin replay`). */
export interface Facts {
  /** Looks that said something else than the one before them from the same location. */
  readonly looks?: readonly Look[];
  /** Further ones that found no room. */
  readonly more?: number;
  readonly control?: Exclude<Control, 'none'>;
  readonly answer?: {
    readonly does: IncidentAnswer;
    readonly by: string;
    readonly via: string;
    readonly remedy?: string;
    /** Until when what still failed was muted. */
    readonly until?: Instant;
    /** Whom it was reassigned to. */
    readonly to?: string;
    /** What was noted. */
    readonly text?: string;
  };
  readonly delivery?: {
    readonly type: 'page' | 'tell';
    readonly person: string;
    readonly channel: string;
    readonly got: Delivery | Held;
    /** Milliseconds from claim to outcome. */
    readonly took: number;
  };
  /** A page that a channel had accepted did not reach its person; milliseconds from claim to report. */
  readonly unreached?: {
    readonly person: string;
    readonly channel: string;
    readonly why: string;
    readonly took: number;
  };
  readonly evidence?: { readonly monitor: string; readonly summary: string };
  readonly remedy?: RemedyOutcome;
  readonly reports?: readonly Report[];
  /** Mutes by people that began to matter. */
  readonly mutes?: readonly Mute[];
}

type RemedyOutcome = {
  [K in 'plan' | 'apply' | 'verify']: { readonly does: K; readonly remedy: string; readonly got: Work[K]['got'] };
}['plan' | 'apply' | 'verify'];

/** A row keeps at most this many looks, their texts no longer than this: it travels in the head (32 KB). */
const LOOKS = 24;
const TEXT = 160;
/** And this many reports; they are bounded themselves (I7). */
const REPORTS = 8;

/** The facts of one event; `undefined` where it brought none. `before`: the incident it came to. */
export function factsOf(
  before: Incident,
  after: Incident,
  event: Event,
  fresh: readonly Look[],
  context: Context,
): Facts | undefined {
  const looks = fresh.filter((look) => isNews(before.sights[look.monitor]?.[look.location], look)).map(brief);
  const mutes = same(before.muted, after.muted) ? [] : newMutes(before, after, context);
  const reports = event.type === 'report' && before !== after ? event.reports.slice(0, REPORTS) : [];
  const facts: Facts = {
    ...(looks.length > 0 && { looks: looks.slice(0, LOOKS) }),
    ...(looks.length > LOOKS && { more: looks.length - LOOKS }),
    ...answerOf(event),
    ...outcomeOf(before, event, context.now),
    ...unreachedOf(before, after, event, context.now),
    ...(reports.length > 0 && { reports }),
    ...(mutes.length > 0 && { mutes }),
  };
  return Object.keys(facts).length > 0 ? facts : undefined;
}

function isNews(sight: Sight | undefined, { verdict, code, parts }: Look): boolean {
  if (!sight) return true;
  const was = sight.blank ? 'unknown' : sight.verdict;
  return was !== verdict || (verdict !== 'unknown' && (sight.code !== code || !same(sight.parts, parts)));
}

const brief = (look: Look): Look => ({ ...look, text: [...look.text].slice(0, TEXT).join('') });

const newMutes = (before: Incident, after: Incident, { mutes }: Context): readonly Mute[] => {
  const newly = Object.keys(after.muted).filter((name) => !(name in before.muted));
  return mutes.filter(({ planned, monitors }) => !planned && monitors.some((name) => newly.includes(name)));
};

type AnswerEvent = EventOf<IncidentAnswer>;
export const isAnswer = (event: Event): event is AnswerEvent =>
  (INCIDENT_ANSWERS as readonly string[]).includes(event.type);

const answerOf = (event: Event): Pick<Facts, 'answer'> =>
  isAnswer(event)
    ? {
        answer: {
          does: event.type,
          by: event.by,
          via: event.via,
          ...('remedy' in event && { remedy: event.remedy }),
          ...('until' in event && { until: event.until }),
          ...('to' in event && { to: event.to }),
          ...('text' in event && { text: event.text }),
        },
      }
    : {};

interface Before {
  readonly incident: Incident;
  readonly now: Instant;
}

/** What is worth keeping of each kind of outcome: what comes again and again only once. */
const OUTCOMES: { readonly [K in WorkKind]: (effect: EffectOf<K>, got: Work[K]['got'], before: Before) => Facts } = {
  confirm: (_effect, { control }, { incident }) =>
    control !== 'none' && (control === 'down') !== incident.blind ? { control } : {},
  page: (effect, got, before) => ({ delivery: deliveryOf('page', effect, got, before) }),
  tell: (effect, got, before) => ({ delivery: deliveryOf('tell', effect, got, before) }),
  // What a cluster said once nobody can ask it again.
  diagnose: ({ ask: { monitor } }, got) => (got.is === 'seen' ? { evidence: { monitor, summary: got.summary } } : {}),
  plan: ({ ask: { remedy } }, got) => ({ remedy: { does: 'plan', remedy, got } }),
  apply: ({ ask: { remedy } }, got) => ({ remedy: { does: 'apply', remedy, got } }),
  verify: ({ ask: { remedy } }, got) => (got.is === 'failed' ? { remedy: { does: 'verify', remedy, got } } : {}),
};

const deliveryOf = (
  type: 'page' | 'tell',
  { ask: { person, channel }, state }: EffectOf<'page'> | EffectOf<'tell'>,
  got: Delivery | Held,
  { now }: Before,
): Facts['delivery'] => ({ type, person, channel, got, took: now - state.at });

function unreachedOf(before: Incident, after: Incident, event: Event, now: Instant): Pick<Facts, 'unreached'> {
  if (event.type !== 'unreached') return {};
  const [was, is] = [before.effects[event.key], after.effects[event.key]];
  if (was?.kind !== 'page' || same(was, is)) return {};
  const { person, channel } = was.ask;
  return { unreached: { person, channel, why: event.why, took: now - begin(was) } };
}

function outcomeOf(incident: Incident, event: Event, now: Instant): Facts {
  if (event.type !== 'outcome') return {};
  const effect = incident.effects[event.key];
  if (effect?.kind !== event.kind) return {};
  // The table is typed per kind; the event carries its kind, so the two always match.
  return (OUTCOMES[event.kind] as (effect: unknown, got: unknown, before: Before) => Facts)(effect, event.got, {
    incident,
    now,
  });
}
