import type { Look } from '../../src/core/check/look.ts';
import { decide } from '../../src/core/incident/decide.ts';
import { next } from '../../src/core/incident/due.ts';
import type { Context, Event } from '../../src/core/incident/event.ts';
import type { Incident } from '../../src/core/incident/incident.ts';
import { isOver } from '../../src/core/incident/over.ts';
import { locationsOf, type Plan } from '../../src/core/plan.ts';
import type { Attempt } from './packets.ts';
import { type Grid, slotAt, slotFrom, type World } from './world.ts';

/** An incident that paged somebody. */
export interface Paged {
  readonly openedAt: number;
  /** As sure as it ever got: `confirmed` where a majority was, at any time. */
  readonly certainty: string;
}

interface Arrival {
  readonly location: number;
  readonly index: number;
  readonly at: number;
  readonly attempt: Attempt;
}

const MONITOR = 'service';
/** The ring of a prober's memory. */
const RING = 15;

/**
 * Tocsin's own engine over a modelled world: `decide` and `next`, as the steps call them, one run at a time. While
 * nothing is suspected good looks never reach it (functions/probe.ts), so they are skipped.
 */
export class Watched {
  readonly paged: Paged[] = [];
  /** Incidents that were never confirmed: kept in the history, nobody paged (I1). */
  blips = 0;
  readonly #plan: Plan;
  readonly #grid: Grid;
  readonly #world: World;
  readonly #places: readonly string[];
  readonly #cursor: number[];
  readonly #failed: number[][];
  #incident: Incident | null = null;
  #now = 0;
  #wake = Number.POSITIVE_INFINITY;
  #confirming: { readonly at: number; readonly key: string; readonly looks: readonly Look[] } | undefined;
  #arrivals: Arrival[] = [];
  #first: { readonly at: number; certainty: string } | undefined;
  #events = 0;

  constructor(plan: Plan, grid: Grid, world: World) {
    this.#plan = plan;
    this.#grid = grid;
    this.#world = world;
    this.#places = locationsOf(plan, MONITOR);
    this.#cursor = this.#places.map(() => 0);
    this.#failed = this.#places.map(() => []);
  }

  /** Lets time pass until `end`, or until the first page where that is all there is to know. */
  run(end: number, untilPaged = false): number {
    while (this.#now < end && !(untilPaged && this.#first)) {
      if (this.#incident === null || isOver(this.#incident)) this.#sleepUntilSomethingFails();
      else this.#step();
    }
    return this.#first?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Nothing is suspected: the next thing that matters is a look that fails. */
  #sleepUntilSomethingFails(): void {
    const failing = this.#places.map((_, location) => {
      const index = this.#world.nextFailing(location, this.#cursor[location]!);
      return this.#arrival(location, index);
    });
    const soonest = failing.reduce((a, b) => (b.at < a.at ? b : a));
    this.#now = soonest.at;
    if (!Number.isFinite(soonest.at)) return;
    this.#arrivals = failing.map((other) => (other === soonest ? other : this.#pending(other)));
    for (const { location, index } of this.#arrivals) this.#cursor[location] = index;
    this.#wake = Number.POSITIVE_INFINITY;
    this.#arrive(soonest);
  }

  /** What another location has under way at this moment: the failing look itself, or a good one before it. */
  #pending(failing: Arrival): Arrival {
    const { location } = failing;
    const begun = Math.max(this.#cursor[location]!, slotFrom(this.#grid, location, this.#now) - 1);
    for (let index = begun; index < failing.index; index++) {
      const arrival = this.#arrival(location, index);
      if (arrival.at >= this.#now) return arrival;
    }
    return failing;
  }

  #arrival(location: number, index: number): Arrival {
    if (!Number.isFinite(index)) return { location, index, at: index, attempt: { ok: false, took: 0 } };
    const attempt = this.#world.slot(location, index);
    return { location, index, at: slotAt(this.#grid, location, index) + attempt.took, attempt };
  }

  /** The next thing that happens while something is suspected or open. */
  #step(): void {
    const arrival = this.#arrivals.reduce((a, b) => (b.at < a.at ? b : a));
    const confirmed = this.#confirming?.at ?? Number.POSITIVE_INFINITY;
    const at = Math.min(arrival.at, confirmed, this.#wake);
    this.#now = at;
    if (this.#confirming && confirmed === at) {
      const { key, looks } = this.#confirming;
      this.#confirming = undefined;
      this.#event({ type: 'outcome', kind: 'confirm', key, got: { looks, control: 'none' } });
      this.#work();
    } else if (arrival.at === at) this.#arrive(arrival);
    else {
      this.#wake = Number.POSITIVE_INFINITY;
      this.#event({ type: 'tick' });
      this.#work();
    }
  }

  #arrive({ location, index, attempt }: Arrival): void {
    this.#cursor[location] = index + 1;
    this.#arrivals[location] = this.#arrival(location, index + 1);
    if (!attempt.ok) this.#failed[location]!.push(index);
    const slot = slotAt(this.#grid, location, index);
    this.#event({ type: 'signal', looks: [this.#lookOf(location, slot, attempt.ok)] });
    this.#work();
  }

  #lookOf(location: number, slot: number, ok: boolean): Look {
    const failed = this.#failed[location]!;
    while (failed.length > 0 && failed[0]! < this.#cursor[location]! - RING) failed.shift();
    return {
      monitor: MONITOR,
      location: this.#places[location]!,
      slot,
      at: slot,
      verdict: ok ? 'up' : 'down',
      code: ok ? 'ok' : 'deadline',
      text: ok ? 'as expected' : 'does not answer within 10 s',
      parts: [],
      bad: failed.length,
    };
  }

  #context(): Context {
    return { now: this.#now, plan: this.#plan, policy: this.#plan.policy, mutes: [], elsewhere: {} };
  }

  #event(event: Event extends infer E ? (E extends Event ? Omit<E, 'id'> : never) : never) {
    const decision = decide(this.#incident, { ...event, id: `e${this.#events++}` } as Event, this.#context());
    this.#incident = decision.incident;
    this.#note();
    return decision.reply;
  }

  /** What the workflow's run does: one step after the other, as long as anything is due. */
  #work(): void {
    while (this.#incident && !this.#confirming) {
      const due = next(this.#incident, this.#context());
      if (due.do === 'end') return;
      if (due.do === 'wait') {
        this.#wake = due.until;
        return;
      }
      for (const key of due.keys) this.#claim(key);
    }
  }

  #claim(key: string): void {
    const reply = this.#event({ type: 'claim', key, lease: this.#now + 60_000 });
    if (reply.is !== 'granted') return;
    const { kind } = reply.due;
    if (kind === 'confirm') {
      const attempts = this.#places.map((_, location) => this.#world.look(location, this.#now));
      this.#confirming = {
        at: this.#now + Math.max(...attempts.map(({ took }) => took)),
        key,
        looks: attempts.map(({ ok }, location) => this.#lookOf(location, this.#now, ok)),
      };
    } else if (kind === 'page' || kind === 'tell') {
      if (kind === 'page') this.#first ??= { at: this.#now, certainty: this.#certainty() };
      this.#event({ type: 'outcome', kind, key, got: { is: 'accepted' } });
    } else throw new Error(`nothing here asks for '${kind}'`);
  }

  #certainty(): string {
    const all = Object.values(this.#incident?.failing ?? {}).map((failure) => String(failure.certainty));
    return all.find((one) => one === 'confirmed') ?? all[0] ?? 'none';
  }

  /** Keeps count of what ended. */
  #note(): void {
    const incident = this.#incident;
    if (!incident) return;
    if (this.#first && this.#certainty() === 'confirmed') this.#first.certainty = 'confirmed';
    if (!isOver(incident)) return;
    if (this.#first) this.paged.push({ openedAt: this.#first.at, certainty: this.#first.certainty });
    else this.blips += 1;
    this.#first = undefined;
  }
}
