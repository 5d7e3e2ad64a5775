import type { Delivery, Held } from '../../core/escalation/delivery.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { EffectOf, PageAsk, State } from '../../core/incident/work.ts';
import type { Plan } from '../../core/plan.ts';
import type { Instant } from '../../core/time/instant.ts';

export type PageState = 'claimed' | Delivery['is'] | Held['is'];

/** One page to one person on one channel, and what became of it. */
export interface PageView {
  readonly person: string;
  /** What the policy names: `on-call-devops`. */
  readonly via: string;
  readonly channel: string;
  /** Whether the channel wakes a sleeping person (E6). */
  readonly wakes: boolean;
  /** Counted from 1, or in words. */
  readonly level: number | 'acknowledger' | 'assignee' | 'last resort';
  readonly state: PageState;
  readonly stateInWords: string;
  readonly at: Instant;
  /** An earlier send of it may have arrived (E5). */
  readonly repeat: boolean;
  readonly why?: string;
}

/** All pages of an incident's generation that the record still holds, oldest first. */
export const pageViews = (incident: Incident, plan: Plan, now: Instant): readonly PageView[] =>
  Object.values(incident.effects)
    .filter((effect) => effect.kind === 'page')
    .map((page) => pageView(page, plan, now))
    .sort((a, b) => a.at - b.at);

function pageView({ ask, state }: EffectOf<'page'>, plan: Plan, now: Instant): PageView {
  const { person, via, channel, repeat } = ask;
  const wakes = plan.channels[channel]?.can.wake ?? false;
  return { person, via, channel, wakes, level: levelOf(ask), repeat, ...fateOf(state, now) };
}

const levelOf = ({ level }: PageAsk): PageView['level'] =>
  level === 'last-resort' ? 'last resort' : typeof level === 'number' ? level + 1 : level;

type Fate = Pick<PageView, 'state' | 'stateInWords' | 'at'> & { readonly why?: string };

function fateOf(state: State<Delivery | Held>, now: Instant): Fate {
  if (state.is === 'claimed')
    return {
      state: 'claimed',
      at: state.at,
      stateInWords: state.lease > now ? 'being sent' : 'no answer yet, it may have arrived',
    };
  const { got, at } = state;
  const said = { state: got.is, at, stateInWords: WORDS[got.is] };
  if (got.is === 'accepted')
    return got.bundle ? { ...said, stateInWords: `accepted, one message for ${got.bundle} incidents` } : said;
  return got.is === 'held' ? said : { ...said, why: got.why };
}

const WORDS: Readonly<Record<Exclude<PageState, 'claimed'>, string>> = {
  accepted: 'accepted',
  temporary: 'failed for now, tried again',
  permanent: 'failed, the next way is used',
  unknown: 'no answer, it may have arrived',
  held: 'held for one message with others',
};
