import type { Delivery, Held } from '../../core/escalation/delivery.ts';
import type { Incident, Line, Row } from '../../core/incident/incident.ts';
import type { PageAsk } from '../../core/incident/work.ts';
import type { Plan } from '../../core/plan.ts';
import { clockAt, inUnits } from '../../core/scenario/moment.ts';
import type { Scenario } from '../../core/scenario/scenario.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Receipt } from '../world.ts';

/** What a played scenario led to: everything that a timeline shows and a sentence is judged by. */
export interface Account {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly end: Instant;
  /** Everything that happened and was said, in order. */
  readonly entries: readonly Entry[];
  readonly pages: readonly Page[];
  /** What channels were given, in order. */
  readonly receipts: readonly Receipt[];
  /** How incidents stood after each change of theirs, in order. */
  readonly states: readonly Standing[];
  readonly remedies: readonly RemedyFact[];
  /** Each group's last incident with its rows, as stored: what a replay starts from. */
  readonly records: readonly { readonly incident: Incident; readonly rows: readonly Row[] }[];
}

/** A line of the timeline. `world`: what the scenario made happen; all others are Tocsin's own words. */
export interface Entry {
  readonly at: Instant;
  readonly about: Line['about'] | 'world';
  readonly text: string;
  readonly incident?: string;
  /** Of a page's outcome. */
  readonly page?: Page;
}

/** A page with what became of it. */
export interface Page
  extends Pick<PageAsk, 'person' | 'via' | 'channel' | 'severity' | 'level' | 'cycle' | 'ladder' | 'repeat'> {
  /** When its outcome was known. */
  readonly at: Instant;
  readonly incident: string;
  readonly generation: number;
  readonly got: Delivery['is'] | Held['is'];
  /** The channel wakes whoever sleeps (E6). */
  readonly wakes: boolean;
  /** It was accepted, and somebody was there to notice it. */
  readonly noticed: boolean;
}

export interface Standing
  extends Pick<
    Incident,
    'id' | 'generation' | 'phase' | 'severity' | 'reasons' | 'roots' | 'attention' | 'recoveredAt'
  > {
  readonly at: Instant;
}

export interface RemedyFact {
  readonly at: Instant;
  readonly remedy: string;
  readonly is: 'offered' | 'refused' | 'applied' | 'verified' | 'failed';
  readonly why: string;
}

/** When things first went wrong: what `within` in a sentence counts from. The start where nothing does. */
export const troubleAt = ({ scenario }: Pick<Account, 'scenario'>): Instant =>
  scenario.happenings.find((each) => each.what === 'monitor' && each.verdict !== 'up')?.at ?? scenario.start;

/** Ids of incidents that opened, in the order in which they did. */
export const openedIn = ({ states }: Account): readonly string[] => [
  ...new Set(states.filter(({ phase }) => phase === 'open').map(({ id }) => id)),
];

/** How an incident stood at a moment; `undefined` before it began. */
export const standingAt = ({ states }: Account, id: string, at: Instant): Standing | undefined =>
  states.findLast((state) => state.id === id && state.at <= at);

/** Whom a name may mean: all members of a rotation, else who is called so. */
export const meant = ({ plan }: Account, name: string): readonly string[] =>
  plan.policy.roster.rotations[name]?.members ?? [name];

/** `14:06:10 (+6m10s)`: a moment by the scenario's clock, and after its start. */
export const moment = ({ scenario: { start, zone } }: Account, at: Instant): string =>
  `${clockAt(at, zone)} (${at < start ? '-' : '+'}${inUnits(at - start)})`;

/** `P1 page to devops-1 on pagerduty at 14:01:09 (+1m9s)`. */
export const pageInWords = (account: Account, { at, person, channel, severity }: Page): string =>
  `${severity} page to ${person} on ${channel} at ${moment(account, at)}`;
