import { MINUTE } from '../core/time/instant.ts';
import type { Deployment } from './model.ts';
import { sum } from './shards.ts';

/** Of three transitions (decide, choice, a step) two are functions. */
const STEPS_PER_TRANSITION = 2 / 3;
/** How often somebody opens the incident page, or answers. */
const VISITS = 5;
/** Events that a step writes: its claim and its outcome. */
const EVENTS = 2;

/** What a month's incidents set in motion. */
export interface Incidents {
  readonly transitions: number;
  /** Invocations: steps, and the signals of probers while anything fails. */
  readonly steps: number;
  readonly confirms: number;
  /** Changes of incidents' records. */
  readonly events: number;
  readonly messages: number;
  readonly visits: number;
}

export function incidentsOf({
  plan,
  locations,
  assumed,
}: Pick<Deployment, 'plan' | 'locations' | 'assumed'>): Incidents {
  const { incidents, lasting, transitions, pages } = assumed;
  const monitors = Object.values(plan.monitors);
  const rounds = sum(monitors.map(({ confirm }) => confirm.rounds)) / monitors.length;
  const signals = locations * (lasting / MINUTE);
  const steps = transitions * STEPS_PER_TRANSITION;
  return {
    transitions: incidents * transitions,
    steps: incidents * (steps + signals),
    confirms: incidents * rounds * locations,
    events: incidents * (steps * EVENTS + signals),
    messages: incidents * pages,
    visits: incidents * VISITS,
  };
}
