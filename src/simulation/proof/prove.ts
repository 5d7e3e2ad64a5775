import { escalatesItself } from '../../core/escalation/taken-over.ts';
import type { Plan } from '../../core/plan.ts';
import { SEVERITIES, type Severity } from '../../core/severity/severity.ts';
import { type Instant, MINUTE } from '../../core/time/instant.ts';
import { causesOf } from './causes.ts';
import { CLAIMS, type Counterexample } from './claims.ts';
import { type Edges, edgesOf } from './edges.ts';
import { gapsIn } from './gaps.ts';
import { type Effort, judge } from './judge.ts';
import { pagedBy, waysOf } from './people.ts';
import { unreachableIn } from './reach.ts';
import { subjectsOf } from './subject.ts';
import { timeInWords, timeOf } from './time.ts';
import { faultsAround } from './worlds.ts';

/** The severities that a policy is held to answer in time. */
const HELD: readonly Severity[] = ['P1', 'P2'];

export interface Proof {
  readonly from: Instant;
  readonly until: Instant;
  readonly counterexamples: readonly Counterexample[];
  /** A severity's own time in ms, and how it comes about. */
  readonly times: readonly { readonly severity: Severity; readonly within: number; readonly words: string }[];
  readonly covered: Covered;
  /** Channels whose own policy takes the levels over (E8): what it does then is not looked into. */
  readonly trusts: readonly string[];
}

/** What was looked at, so that a reader can judge what "proven" is worth. */
export interface Covered extends Effort {
  readonly minutes: number;
  readonly people: number;
  /** Worlds with one fault in them. */
  readonly faults: number;
  readonly edges: Readonly<Record<keyof Edges, number>>;
}

/**
 * Proves or refutes a policy over the time from `from` to `until`, by the real engine on virtual time: see
 * docs/proving.md for what is claimed and why no minute is left out. `progress` hears how far it is, from 0 to 1.
 */
export function prove(plan: Plan, from: Instant, until: Instant, progress: (share: number) => void = () => {}): Proof {
  const subjects = HELD.flatMap((severity) => subjectsOf(plan, severity));
  let done = 0;
  const judged = subjects.map((subject) =>
    judge(subject, { from, until }, (share) => {
      done += share / subjects.length;
      progress(done);
    }),
  );
  const sum = (key: keyof Effort) => judged.reduce((all, { effort }) => all + effort[key], 0);
  const ways = HELD.flatMap((severity) => pagedBy(plan, severity)).flatMap((name) => waysOf(plan, name));
  return {
    from,
    until,
    trusts: [...new Set(ways.map(({ channel }) => channel))].filter((channel) => escalatesItself(plan, channel)),
    counterexamples: inOrder([
      ...causesOf(judged.flatMap(({ failures }) => failures)),
      ...unreachableIn(plan, from, until),
      ...gapsIn(plan, from, until),
    ]),
    times: HELD.map((severity) => ({ severity, within: timeOf(plan, severity), words: timeInWords(plan, severity) })),
    covered: {
      minutes: Math.round((until - from) / MINUTE),
      ...peopleAndFaults(plan),
      edges: edgesCovered(plan, from, until),
      patterns: sum('patterns'),
      situations: sum('situations'),
      runs: sum('runs'),
    },
  };
}

/** By claim; the severities of one are in order already. */
const inOrder = (all: readonly Counterexample[]): readonly Counterexample[] =>
  CLAIMS.flatMap((claim) => all.filter((each) => each.claim === claim));

function peopleAndFaults(plan: Plan): Pick<Covered, 'people' | 'faults'> {
  const held = new Set(HELD.flatMap((severity) => pagedBy(plan, severity)));
  const everyone = new Set(SEVERITIES.flatMap((severity) => pagedBy(plan, severity)));
  return { people: everyone.size, faults: faultsAround(plan, [...held]).length };
}

/** Of all severities together, each moment once. */
function edgesCovered(plan: Plan, from: Instant, until: Instant): Covered['edges'] {
  const all = SEVERITIES.flatMap((severity) =>
    [...Object.keys(plan.monitors), ''].map((monitor) => edgesOf(plan, severity, monitor, from, until)),
  );
  const count = (kind: keyof Edges) => new Set(all.flatMap((edges) => edges[kind])).size;
  return {
    handoffs: count('handoffs'),
    maintenance: count('maintenance'),
    hours: count('hours'),
    clocks: count('clocks'),
  };
}
