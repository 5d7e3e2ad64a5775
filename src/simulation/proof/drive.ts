import type { Delivery } from '../../core/escalation/delivery.ts';
import { escalatesItself } from '../../core/escalation/taken-over.ts';
import { decide } from '../../core/incident/decide.ts';
import type { Next } from '../../core/incident/due.ts';
import type { Context, Event } from '../../core/incident/event.ts';
import type { Incident, Line } from '../../core/incident/incident.ts';
import { mutesAt } from '../../core/incident/maintenance.ts';
import type { Due, PageAsk } from '../../core/incident/work.ts';
import { type Instant, SECOND } from '../../core/time/instant.ts';
import type { Subject } from './subject.ts';
import { answers, send, type World } from './worlds.ts';

/** As the page step claims (functions/page.ts). */
const LEASE = 45 * SECOND;

/** Somebody whom a page reached so that it counts, and when. */
export interface Reached {
  readonly person: string;
  readonly channel: string;
  readonly at: Instant;
}

type Plain<E> = E extends Event ? Omit<E, 'id'> : never;

/**
 * The real engine on virtual time, one incident: it claims, sends, records and waits in the order that the steps do
 * (functions/), one send at a time, without their stores. A step takes no time, a send does.
 */
export class Drive {
  now: Instant;
  incident!: Incident;
  shape = '';
  reached: Reached | undefined;
  readonly moments: Instant[] = [];
  readonly lines: Line[] = [];
  readonly pages: { readonly ask: PageAsk; readonly at: Instant; readonly got: Delivery }[] = [];
  readonly #subject: Subject;
  readonly #world: World;
  #events = 0;

  /** Opens the incident, at `start`. */
  constructor(subject: Subject, world: World, start: Instant) {
    this.#subject = subject;
    this.#world = world;
    this.now = start;
    const look = { verdict: 'down', code: 'status', text: 'fails', parts: [], bad: 1 } as const;
    this.#apply(
      { type: 'signal', looks: [{ monitor: subject.monitor, location: 'here', slot: start, at: start, ...look }] },
      null,
    );
  }

  /** The context as `contextOf` builds it, of a policy that nobody changes and with no mute that a person set. */
  context(): Context {
    const { plan } = this.#subject;
    return { now: this.now, plan, policy: plan.policy, mutes: mutesAt(plan, [], this.now), elsewhere: {} };
  }

  /** One look of the run: settles what time brought. */
  tick(): void {
    this.#apply({ type: 'tick' });
  }

  /** A step: every effect that is due, one after the other. */
  work(due: Exclude<Next, { readonly do: 'wait' | 'end' }>): void {
    for (const key of due.keys) {
      const reply = this.#apply({ type: 'claim', key, lease: this.now + LEASE });
      if (reply.is !== 'granted') continue;
      // What was busy until later than it was due hangs on both moments.
      this.moments.push(reply.due.at);
      this.#send(reply.due);
    }
  }

  #send(due: Due): void {
    if (due.kind !== 'page' && due.kind !== 'tell') throw new Error(`a ${due.kind} is due where there is none to do`);
    const { takes, got } = send(this.#world, due.ask.channel, this.now);
    this.now += takes;
    this.shape += ` ${due.key}=${got.is}`;
    this.#apply({ type: 'outcome', kind: due.kind, key: due.key, got });
    if (due.kind === 'page') this.#paged(due.ask, got);
  }

  #paged(ask: PageAsk, got: Delivery): void {
    this.pages.push({ ask, at: this.now, got });
    const { plan, wakes } = this.#subject;
    const counts =
      got.is === 'accepted' &&
      // Whom its own policy wakes instead is up to the provider (E8).
      (answers(this.#world, ask.person) || escalatesItself(plan, ask.channel)) &&
      (!wakes || plan.channels[ask.channel]?.can.wake === true);
    if (counts) this.reached ??= { person: ask.person, channel: ask.channel, at: this.now };
  }

  #apply(event: Plain<Event>, was: Incident | null = this.incident) {
    const { incident, lines, reply } = decide(was, { ...event, id: String(++this.#events) } as Event, this.context());
    if (!incident) throw new Error('a look that fails opens an incident');
    this.incident = incident;
    this.moments.push(this.now);
    this.lines.push(...lines);
    this.shape += ` ${event.type}`;
    return reply;
  }
}
