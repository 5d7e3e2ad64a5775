import type { Verdict } from '../../src/core/check/check.ts';
import type { Look } from '../../src/core/check/look.ts';
import { decide } from '../../src/core/incident/decide.ts';
import { type Next, next } from '../../src/core/incident/due.ts';
import type { Context, Event, Reply } from '../../src/core/incident/event.ts';
import type { Incident, Line } from '../../src/core/incident/incident.ts';
import type { Mute } from '../../src/core/incident/mute.ts';
import { isOver } from '../../src/core/incident/over.ts';
import type { Due, EffectOf, Work, WorkKind } from '../../src/core/incident/work.ts';
import { locationsOf, type Plan, type Policy } from '../../src/core/plan.ts';
import { MINUTE } from '../../src/core/time/instant.ts';
import { MONDAY, shop } from './plan.ts';

type WithoutId<E> = E extends Event ? Omit<E, 'id'> : never;
type Got = { readonly [K in WorkKind]?: (due: Extract<Due, { kind: K }>, now: number) => Work[K]['got'] | undefined };

export const look = (monitor: string, verdict: Verdict, more: Partial<Look> = {}): Look => ({
  monitor,
  location: 'here',
  slot: MONDAY,
  at: more.slot ?? MONDAY,
  verdict,
  code: verdict === 'up' ? 'ok' : 'status',
  text: verdict === 'up' ? 'as expected' : 'answers 500 instead of 200',
  parts: [],
  bad: verdict === 'up' ? 0 : 1,
  ...more,
});

/**
 * The engine alone, without steps or stores: every due effect is claimed, done at once and recorded. Looks come from
 * `truth`, each monitor from each of its locations once a minute.
 */
export class Pure {
  incident: Incident | null = null;
  now = MONDAY;
  plan: Plan;
  /** The incident's own policy, where it is not today's (E1). */
  policy: Policy | undefined;
  mutes: readonly Mute[] = [];
  /** How everything looks at a moment. */
  truth: (monitor: string, location: string, now: number) => Verdict = () => 'up';
  /** What becomes of effects, nothing where its sender died; accepted where nothing is said. */
  got: Got = {};
  readonly lines: Line[] = [];
  /** Every effect that was claimed, with its moment, in order. */
  readonly claimed: { readonly at: number; readonly incident: string; readonly due: Due }[] = [];
  #events = 0;

  constructor(plan: Plan = shop()) {
    this.plan = plan;
  }

  /** The same incident at the same moment, going its own way from here. */
  fork(): Pure {
    const other = new Pure(this.plan);
    other.claimed.push(...this.claimed);
    return Object.assign(other, {
      incident: this.incident,
      now: this.now,
      mutes: this.mutes,
      truth: this.truth,
      got: this.got,
    });
  }

  context(): Context {
    return {
      now: this.now,
      plan: this.plan,
      policy: this.policy ?? this.plan.policy,
      mutes: this.mutes,
      elsewhere: {},
    };
  }

  send(event: WithoutId<Event>): Reply {
    const { incident, lines, reply } = decide(
      this.incident,
      { ...event, id: `e${this.now}/${this.#events++}` } as Event,
      this.context(),
    );
    this.incident = incident;
    this.lines.push(...lines);
    return reply;
  }

  head(): Incident {
    if (!this.incident) throw new Error('there is no incident');
    return this.incident;
  }

  next(): Next {
    return next(this.head(), this.context());
  }

  /** Looks at everything now. */
  lookAround(): void {
    const looks = Object.keys(this.plan.monitors).flatMap((name) => this.looksAt(name));
    const bad = looks.some(({ verdict }) => verdict === 'down' || verdict === 'degraded');
    if (bad || (this.incident && !isOver(this.incident))) this.send({ type: 'signal', looks });
  }

  looksAt(monitor: string): readonly Look[] {
    return locationsOf(this.plan, monitor).map((location) =>
      look(monitor, this.truth(monitor, location, this.now), { location, slot: this.now }),
    );
  }

  /** Claims an effect and records what becomes of it. */
  work(key: string): void {
    const reply = this.send({ type: 'claim', key, lease: this.now + MINUTE });
    if (reply.is !== 'granted') return;
    const { due } = reply;
    this.claimed.push({ at: this.now, incident: this.head().id, due });
    const got = this.got[due.kind] as ((due: Due, now: number) => unknown) | undefined;
    const found = got ? got(due, this.now) : this.#usual(due);
    if (found !== undefined) this.send({ type: 'outcome', kind: due.kind, key, got: found } as WithoutId<Event>);
  }

  /** Works off whatever is due now. */
  settle(): void {
    for (let rounds = 0; this.incident && !isOver(this.incident); rounds++) {
      if (rounds > 1_000) throw new Error('something stays due for ever');
      const due = this.next();
      if (due.do === 'wait' || due.do === 'end') return;
      for (const key of due.keys) this.work(key);
    }
  }

  /** Lets time pass, with a look around each minute, stopping whenever something is due. */
  run(ms: number): void {
    const end = this.now + ms;
    this.settle();
    while (this.now < end) {
      const minute = (Math.floor((this.now - MONDAY) / MINUTE) + 1) * MINUTE + MONDAY;
      const due = this.incident ? this.next() : undefined;
      const wake = due?.do === 'wait' ? due.until : Number.POSITIVE_INFINITY;
      this.now = Math.min(end, minute, wake);
      if (this.now === minute) this.lookAround();
      else if (this.incident) this.send({ type: 'tick' });
      this.settle();
    }
  }

  /** Pages that were claimed: moment, person, channel and place on the ladder. */
  pages(): readonly (EffectOf<'page'>['ask'] & { readonly at: number })[] {
    return this.claimed.flatMap(({ at, due }) => (due.kind === 'page' ? [{ at, ...due.ask }] : []));
  }

  #usual(due: Due): unknown {
    if (due.kind === 'confirm')
      return { looks: due.ask.monitors.flatMap((name) => this.looksAt(name)), control: 'none' };
    if (due.kind === 'page' || due.kind === 'tell') return { is: 'accepted' };
    return { is: 'refused', why: 'nothing to undo' };
  }
}
