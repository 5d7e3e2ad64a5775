import { memoryStores } from '../../adapters/memory/stores.ts';
import type { Answer } from '../../core/incident/answer.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { isOver } from '../../core/incident/over.ts';
import type { Plan } from '../../core/plan.ts';
import { effect } from '../../core/remedy/due-remedies.ts';
import { HOUR, type Instant, SECOND } from '../../core/time/instant.ts';
import { Simulation } from '../driver.ts';
import { Recorder } from '../scenario/recorder.ts';
import type { Receipt } from '../world.ts';
import { rememberBad } from './memory.ts';
import { channelsAsThen, missedAsThen, remediesAsThen } from './providers.ts';
import type { Answered, Script } from './script.ts';
import type { Told } from './told.ts';

/** How long it goes on after the record's end, to see it through. */
const AFTER = 2 * HOUR;

/**
 * Lives through an incident again on virtual time, with the plan given: monitors look as they looked then, providers
 * answer as they answered, and people react as long after their pages as they did. Deterministic (V5).
 */
export async function relive(script: Script, plan: Plan, ended: boolean): Promise<Told> {
  const reliving = new Reliving(script, plan);
  return reliving.through(ended ? script.end + AFTER : script.end);
}

class Reliving {
  readonly #script: Script;
  readonly #simulation: Simulation;
  readonly #recorder: Recorder;
  /** Pages that reached each person so far. */
  readonly #paged = new Map<string, number>();
  readonly #given = new Set<Answered>();

  constructor(script: Script, plan: Plan) {
    this.#script = script;
    const wakes = (channel: string) => plan.channels[channel]?.can.wake ?? false;
    this.#recorder = new Recorder(wakes, () => true);
    const start = script.start - SECOND;
    this.#simulation = new Simulation({
      plan,
      start,
      stores: { ...memoryStores(), incidents: this.#recorder.incidents },
      phase: (monitor, location) => phaseOf(script, plan, start, monitor, location),
    });
    const { world } = this.#simulation;
    if (plan.control !== undefined) world.control = 'up';
    channelsAsThen(world, Object.keys(plan.channels), script, () => this.#now);
    remediesAsThen(world, Object.keys(plan.remedies), script, () => this.#now);
    world.onReceipt((receipt) => this.#heard(receipt));
  }

  async through(end: Instant): Promise<Told> {
    await rememberBad(this.#script, this.#simulation.stores.memory, this.#simulation.plan);
    for (const { at, act } of this.#turns()) {
      await this.#until(at);
      await act();
    }
    await this.#until(this.#script.end);
    while (this.#now < end && (await this.#alive())) await this.#until(Math.min(end, this.#now + 10 * SECOND));
    const { entries, pages } = this.#recorder;
    return { entries, pages: pages.filter(({ got }) => got === 'accepted') };
  }

  get #now(): Instant {
    return this.#simulation.clock.now();
  }

  async #until(at: Instant): Promise<void> {
    await this.#simulation.run(Math.max(0, at - this.#now));
    const [death] = this.#simulation.deaths;
    if (death) throw new Error('a run of the workflow died in the replay', { cause: death });
  }

  async #alive(): Promise<boolean> {
    return (await this.#recorder.incidents.heads()).some((head) => !isOver(head));
  }

  /** Everything that the record says happened, in the order of its moments. */
  #turns(): readonly { readonly at: Instant; readonly act: () => unknown }[] {
    const { looks, controls, answers, mutes, reports, end } = this.#script;
    const { world } = this.#simulation;
    const turns = [
      ...looks.map(({ look, took }) => ({
        at: look.slot,
        act: () => world.shows(look.monitor, look.location, look, took),
      })),
      ...controls.map(({ at, is }) => ({
        at: at - SECOND,
        act: () => {
          world.control = is;
        },
      })),
      ...mutes.filter(isOwn(answers)).map(({ mute: { monitors, from, until, why, by } }) => {
        const at = Math.max(from, this.#now);
        return { at, act: () => this.#simulation.answer({ action: 'mute', monitors, for: until - at, why, by }) };
      }),
      ...reports.map(({ at, reports: all }) => ({ at, act: () => this.#simulation.report(...all) })),
      ...answers.map((answered) => ({ at: answered.at, act: () => this.#late(answered) })),
    ];
    return turns.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
  }

  /** Whoever reacts to this page as they did then. */
  #heard({ at, channel, message, delivery }: Receipt): void {
    if (message.type !== 'page' || delivery.is !== 'accepted') return;
    this.#missed(channel, message, missedAsThen(this.#script, channel, message.person, at));
    const nth = (this.#paged.get(message.person) ?? 0) + 1;
    this.#paged.set(message.person, nth);
    for (const answered of this.#script.answers) {
      if (answered.answer.by !== message.person || answered.after?.nth !== nth) continue;
      void this.#simulation.clock.sleep(answered.after.ms).then(() => this.#give(answered));
    }
  }

  /** The provider says so long after that it did not reach anybody. */
  #missed(
    channel: string,
    { key, thread, incident }: Receipt['message'],
    missed: ReturnType<typeof missedAsThen>,
  ): void {
    if (!missed) return;
    const generation = Number(thread.split('/').at(-1));
    const page = { incident, generation, key: key.slice(incident.length + 1), channel };
    void this.#simulation.clock
      .sleep(missed.after)
      .then(() => this.#simulation.unreached({ ...page, why: missed.why }));
  }

  /** At its own moment: for answers without a page before them, and where fewer pages came than then. */
  async #late(answered: Answered): Promise<void> {
    const paged = this.#paged.get(answered.answer.by) ?? 0;
    if (!answered.after || (paged > 0 && paged < answered.after.nth)) await this.#give(answered);
  }

  async #give(answered: Answered): Promise<void> {
    if (this.#given.has(answered)) return;
    this.#given.add(answered);
    const head = (await this.#recorder.incidents.heads()).find(({ phase }) => phase === 'open');
    const answer = head && answerOf(answered, head, this.#now);
    if (answer) await this.#simulation.answer(answer);
  }
}

/** Resolving by hand mutes by itself. */
const isOwn =
  (answers: readonly Answered[]) =>
  ({ mute }: Script['mutes'][number]): boolean =>
    !answers.some(({ at, answer }) => answer.does === 'resolve' && Math.abs(at - mute.from) < SECOND);

/** The same answer to the incident as it is now; `undefined` where there is no plan to approve. */
function answerOf({ at, answer }: Answered, head: Incident, now: Instant): Answer | undefined {
  const { by, via, remedy = '', until = at, to = '', text = '' } = answer;
  const who = { incident: head.id, by, via };
  const planned = effect(head, 'plan', remedy);
  const hash =
    planned?.state.is === 'done' && planned.state.got.is === 'planned' ? planned.state.got.intent.hash : undefined;
  const answers: { readonly [D in typeof answer.does]: () => Answer | undefined } = {
    acknowledge: () => ({ action: 'acknowledge', ...who }),
    unacknowledge: () => ({ action: 'unacknowledge', ...who }),
    escalate: () => ({ action: 'escalate', ...who }),
    reassign: () => ({ action: 'reassign', ...who, to }),
    note: () => ({ action: 'note', ...who, text }),
    resolve: () => ({ action: 'resolve', ...who, for: Math.max(0, until - now) }),
    approve: () => (hash === undefined ? undefined : { action: 'approve', ...who, remedy, hash }),
    refuse: () => ({ action: 'refuse', ...who, remedy }),
  };
  return answers[answer.does]();
}

/** When a prober first looks, so that it looks when it did then; as another location's, or as the driver likes, where the record does not say. */
function phaseOf({ looks }: Script, plan: Plan, start: Instant, monitor: string, location: string): number | undefined {
  const interval = plan.monitors[monitor]?.interval;
  const mine = looks.filter(({ look, probed }) => probed && look.monitor === monitor);
  const seen = mine.find(({ look }) => look.location === location) ?? mine[0];
  return seen && interval !== undefined ? (seen.look.slot - start) % interval : undefined;
}
