import { memoryStores } from '../../adapters/memory/stores.ts';
import { recipient } from '../../core/escalation/roster.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { isOver } from '../../core/incident/over.ts';
import type { Plan } from '../../core/plan.ts';
import type { Deed, Reaction, Scenario } from '../../core/scenario/scenario.ts';
import { DAY, type Instant, inWords, SECOND } from '../../core/time/instant.ts';
import { Simulation } from '../driver.ts';
import type { Receipt } from '../world.ts';
import type { Account } from './account.ts';
import { answerOf } from './answers.ts';
import { People } from './people.ts';
import { Providers } from './providers.ts';
import { queueOf } from './queue.ts';
import { Recorder } from './recorder.ts';
import { Repairs } from './repairs.ts';

/** Between two looks at whether everything has ended. */
const STEP = 10 * SECOND;

/**
 * Plays a scenario on virtual time, through the same steps as everywhere. What breaks at its start breaks right after a
 * round of checks: it is seen as late as it can be. Deterministic: the same scenario and plan give the same account (V5).
 */
export async function play(scenario: Scenario, plan: Plan): Promise<Account> {
  const performance = new Performance(scenario, { ...plan, locations: scenario.locations });
  return performance.play();
}

class Performance {
  readonly #scenario: Scenario;
  readonly #plan: Plan;
  readonly #simulation: Simulation;
  readonly #people: People;
  readonly #recorder: Recorder;
  readonly #providers: Providers;
  readonly #repairs: Repairs;
  /** The longest interval: how long a failure can stay unseen. */
  readonly #round: number;

  constructor(scenario: Scenario, plan: Plan) {
    this.#scenario = scenario;
    this.#plan = plan;
    const wakes = (channel: string) => plan.channels[channel]?.can.wake ?? false;
    this.#people = new People(wakes);
    this.#recorder = new Recorder(wakes, (person, channel) => this.#people.notices(person, channel));
    this.#round = Math.max(...Object.values(plan.monitors).map(({ interval }) => interval));
    const spread = Object.keys(plan.monitors).length * 100 + SECOND;
    this.#simulation = new Simulation({
      plan,
      start: scenario.start - this.#round - spread,
      stores: { ...memoryStores(), incidents: this.#recorder.incidents },
    });
    const { world, clock } = this.#simulation;
    if (plan.control !== undefined) world.control = 'up';
    this.#providers = new Providers(world, Object.keys(plan.channels), this.#people);
    this.#repairs = new Repairs(clock, world, Object.values(plan.remedies), (text) => this.#say(text));
    world.onReceipt((receipt) => this.#heard(receipt));
  }

  async play(): Promise<Account> {
    const end = this.#scenario.length === undefined ? undefined : this.#scenario.start + this.#scenario.length;
    for (const { at, act } of queueOf(this.#scenario.happenings)) {
      if (end !== undefined && at >= end) break;
      await this.#until(Math.max(at, this.#scenario.start));
      for (const deed of act) await this.#do(deed);
    }
    if (end === undefined) await this.#untilQuiet();
    else await this.#until(end);
    const { entries, pages, states, remedies } = this.#recorder;
    const { receipts } = this.#simulation.world;
    const told = { entries, pages, receipts, states, remedies, records: await this.#recorder.records() };
    return { scenario: this.#scenario, plan: this.#plan, end: this.#now, ...told };
  }

  get #now(): Instant {
    return this.#simulation.clock.now();
  }

  #say(text: string): void {
    this.#recorder.world(this.#now, text);
  }

  async #until(at: Instant): Promise<void> {
    await this.#simulation.run(Math.max(0, at - this.#now));
    const [death] = this.#simulation.deaths;
    if (death) throw new Error('a run of the workflow died in the simulation', { cause: death });
  }

  /** Until no incident goes on and nothing that is broken can be news any more; a day at most. */
  async #untilQuiet(): Promise<void> {
    const last = this.#scenario.start + DAY;
    const happened = this.#now;
    while (this.#now < last) {
      const alive = (await this.#recorder.incidents.heads()).some((head) => !isOver(head));
      const since = Math.max(happened, this.#recorder.lastChange);
      if (!alive && this.#now - since > 2 * this.#round + STEP) return;
      await this.#until(Math.min(last, this.#now + STEP));
    }
  }

  /** One row per kind of deed. */
  readonly #deeds: { readonly [W in Deed['what']]: (deed: Extract<Deed, { what: W }>) => void | Promise<void> } = {
    monitor: ({ monitors, verdict, code, text, parts, from }) => {
      const { world } = this.#simulation;
      const symptom = { verdict, code, text, parts, ...(from && { from }) };
      if (verdict === 'up') world.mends(...monitors);
      else for (const monitor of monitors) world.breaks(monitor, symptom);
      const where = from ? `, seen from ${from.join(' and ')} only` : '';
      const likely = parts.length > 0 ? ` (${parts.join(' and ')})` : '';
      const [verb, how] = [monitors.length === 1 ? 'becomes' : 'become', verdict === 'up' ? '' : `: ${text}`];
      this.#say(`${monitors.join(' and ')} ${verb} ${verdict}${how}${likely}${where}`);
    },
    channel: ({ channels, does, why }) => {
      for (const channel of channels) this.#providers.set(channel, does, why);
      this.#say(`${channels.join(' and ')} ${does.replace('-', ' ')}${why === undefined ? '' : `: ${why}`}`);
    },
    condition: ({ person: named, does, on }) => {
      const person = this.#who(named);
      this.#people.become(person, does, on);
      const whose = person === named ? '' : ` (${named})`;
      this.#say(`${person}${whose} ${does.replace('-', ' ')}${on === undefined ? '' : ` on ${on}`}`);
    },
    reaction: async ({ person: named, does, within, remedy }) => {
      const person = this.#who(named);
      if (within !== undefined)
        return this.#people.adopt(person, { does, within, ...(remedy !== undefined && { remedy }) });
      for (const head of await this.#open()) await this.#answer(person, does, head, 'console', remedy);
    },
    mute: async ({ monitors, length, why, by }) => {
      this.#say(`${by} mutes ${monitors.join(' and ')} for ${inWords(length)}: ${why}`);
      await this.#simulation.answer({ action: 'mute', monitors, for: length, why, by });
    },
    unmute: async ({ monitors, by }) => {
      this.#say(`${by} ends the mute of ${monitors.join(' and ')}`);
      const mutes = await this.#simulation.stores.mutes.current(this.#now);
      for (const { id, monitors: muted } of mutes)
        if (muted.some((name) => monitors.includes(name)))
          await this.#simulation.answer({ action: 'unmute', mute: id, by });
    },
    deploy: ({ monitor, from, to }) => {
      this.#repairs.deployed(monitor, from, to);
      this.#say(`${monitor} is deployed: ${to} takes the place of ${from}`);
    },
    remedy: (order) => this.#repairs.order(order),
    control: ({ becomes }) => {
      this.#simulation.world.control = becomes;
      this.#say(`the control endpoint becomes ${becomes}`);
    },
  };

  #do(deed: Deed): void | Promise<void> {
    // The table is typed per kind; the deed carries its kind, so the two always match.
    return (this.#deeds[deed.what] as (deed: Deed) => void | Promise<void>)(deed);
  }

  /** Whoever a rotation means now; everyone else is meant by name. */
  #who(name: string): string {
    const context = { now: this.#now, plan: this.#plan, policy: this.#plan.policy, mutes: [], elsewhere: {} };
    return recipient(name, context)?.name ?? name;
  }

  async #open(): Promise<readonly Incident[]> {
    return (await this.#recorder.incidents.heads()).filter(({ phase }) => phase === 'open');
  }

  /** Whoever notices a page does what they do, so long after it. */
  #heard(receipt: Receipt): void {
    const { message, channel } = receipt;
    for (const { does, within, remedy } of this.#people.habitsFor(receipt)) {
      const later = async () => {
        await this.#simulation.clock.sleep(within);
        const head = (await this.#open()).find(({ id }) => id === message.incident);
        if (head && this.#people.notices(message.person, channel))
          await this.#answer(message.person, does, head, channel, remedy);
      };
      void later();
    }
  }

  async #answer(by: string, does: Reaction, head: Incident, via: string, remedy?: string): Promise<void> {
    const answer = answerOf(by, does, head, via, remedy);
    if (!answer) return;
    const { ok, text } = await this.#simulation.answer(answer);
    if (!ok) this.#say(`${by} ${does}${remedy === undefined ? '' : ` ${remedy}`}, in vain: ${text}`);
  }
}
