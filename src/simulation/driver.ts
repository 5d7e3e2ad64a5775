import type { DrillInput } from '../../functions/drill.ts';
import type { Examined } from '../../functions/examine.ts';
import type { InboundInput, InboundReply } from '../../functions/inbound.ts';
import { memoryStores } from '../adapters/memory/stores.ts';
import type { UnreachedPage } from '../core/callback.ts';
import type { CheckResult } from '../core/check/check.ts';
import type { Look } from '../core/check/look.ts';
import type { Answer, AnswerReply } from '../core/incident/answer.ts';
import type { Incident, Row } from '../core/incident/incident.ts';
import { locationsOf, type Plan } from '../core/plan.ts';
import type { Clock, Diagnoser, Observer, Remedies, RunId, Sender } from '../core/ports.ts';
import type { Report } from '../core/report/report.ts';
import { HOUR, type Instant, SECOND } from '../core/time/instant.ts';
import { VirtualClock } from './clock.ts';
import { Faults } from './faults.ts';
import { type Steps, wire } from './steps.ts';
import type { SimulationStores } from './stores.ts';
import { Workflow } from './workflow.ts';
import { type Receipt, World } from './world.ts';

export interface SimulationOptions {
  readonly plan: Plan;
  /** Where virtual time begins, milliseconds UTC. */
  readonly start: Instant;
  /** Where state is kept; a store may be one that is watched, or lies outside of this process. */
  readonly stores?: SimulationStores;
  /** Resolves once nothing is under way; needed where a store takes real time to answer. */
  readonly atRest?: () => Promise<void>;
  /** Takes evidence in place of what the world says. */
  readonly diagnoser?: (around: {
    readonly clock: Clock;
    readonly plan: () => Plan;
    readonly observer: Observer;
  }) => Diagnoser;
  /** When a monitor is first looked at from a location, in ms after the start; spread by the driver where undefined. */
  readonly phase?: (monitor: string, location: string) => number | undefined;
}

/** What a look takes on virtual time. */
const LOOK = 40;
const WATCH_EVERY = 30 * SECOND;

/** The whole of Tocsin on virtual time: the same steps over memory, driven by a scenario (architecture.md, three drivers). */
export class Simulation {
  readonly clock: VirtualClock;
  readonly world = new World();
  readonly faults = new Faults((crash) => this.deaths.push(crash));
  readonly stores: SimulationStores;
  /** Runs that died, and of what. */
  readonly deaths: unknown[] = [];
  #plan: Plan;
  #lost: (run: RunId) => boolean = () => false;
  readonly #steps: Steps;

  constructor({ plan, start, stores = memoryStores(), atRest, diagnoser, phase = () => undefined }: SimulationOptions) {
    this.#plan = plan;
    this.clock = new VirtualClock(start, atRest);
    this.stores = stores;
    const workflow = new Workflow({
      clock: this.clock,
      steps: () => this.#steps,
      onDeath: (death) => this.deaths.push(death),
      runners: (run) => (this.#lost(run) ? [] : [1]),
    });
    const observer = this.#observer();
    this.#steps = wire(this.faults, {
      clock: this.clock,
      plan: () => this.#plan,
      stores: this.stores,
      runs: workflow,
      observer,
      sender: this.#sender(),
      diagnoser: diagnoser?.({ clock: this.clock, plan: () => this.#plan, observer }) ?? {
        diagnose: async (monitor) => this.world.evidenceOf(monitor),
      },
      remedies: this.#remedies(),
    });
    for (const [i, name] of Object.keys(plan.monitors).entries())
      for (const location of locationsOf(plan, name))
        void this.#probing(name, location, phase(name, location) ?? i * 100);
    void this.#watching();
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** From now on this is today's config (E1). */
  reconfigure(plan: Plan): void {
    this.#plan = plan;
  }

  /** Starts of these runs are lost: nobody runs them. */
  loseStarts(lost: (run: RunId) => boolean): void {
    this.#lost = lost;
  }

  async run(ms: number): Promise<void> {
    await this.clock.advance(this.clock.now() + ms);
  }

  /** Somebody answers, at this moment. */
  answer(answer: Answer): Promise<AnswerReply> {
    return this.faults.mortal(() => this.#steps.respond(answer));
  }

  /** Looks arrive from a prober, as they are. */
  async signal(looks: readonly Look[]): Promise<void> {
    await this.faults.mortal(() => this.#steps.signal({ looks }));
  }

  /** EventBridge brings an event: an alarm changed its state. */
  async alarm(event: unknown): Promise<void> {
    await this.faults.mortal(() => this.#steps.alarm(event));
  }

  /** A person or another tool says what fails, or that it is over (I7). */
  async report(...reports: readonly Report[]): Promise<void> {
    await this.faults.mortal(() => this.#steps.report({ reports }));
  }

  /** A provider says that a page which it had accepted did not reach its person (E5). */
  async unreached(input: UnreachedPage): Promise<boolean> {
    return this.faults.mortal(() => this.#steps.unreached(input));
  }

  /** Somebody asks what a remedy would do now. */
  examine(remedy: string): Promise<Examined | undefined> {
    return this.#steps.examine(remedy);
  }

  /** Somebody begins a drill. */
  drill(input: DrillInput): Promise<AnswerReply> {
    return this.faults.mortal(() => this.#steps.drill(input));
  }

  /** A message of another tool arrives, with the token as the config has it. */
  inbound(input: InboundInput): Promise<InboundReply> {
    return this.faults.mortal(() => this.#steps.inbound(input));
  }

  async head(group: string): Promise<Incident> {
    const head = await this.stores.incidents.head(group);
    if (!head) throw new Error(`group '${group}' has no incident`);
    return head;
  }

  /** Everything that was written down, oldest first. */
  async timeline(group: string): Promise<readonly Row['lines'][number][]> {
    const head = await this.head(group);
    const rows = await this.stores.incidents.rows(head.id);
    const last = head.unfiled && !rows.some((row) => row.version === head.unfiled?.version) ? [head.unfiled] : [];
    return [...rows, ...last].flatMap((row) => row.lines);
  }

  /** What channels were given, of one type. */
  sent(type: Receipt['message']['type']): readonly Receipt[] {
    return this.world.receipts.filter((receipt) => receipt.message.type === type);
  }

  async #probing(monitor: string, location: string, phase: number): Promise<void> {
    await this.clock.sleep(phase);
    for (;;) {
      const plan = this.#plan.monitors[monitor];
      const slot = this.clock.now();
      if (plan)
        void this.#steps
          .probe({ monitors: [monitor], location, slot })
          .catch((death: unknown) => this.deaths.push(death));
      await this.clock.until(slot + (plan?.interval ?? HOUR));
    }
  }

  async #watching(): Promise<void> {
    for (;;) {
      await this.clock.sleep(WATCH_EVERY);
      void this.#steps.watch({}).catch((death: unknown) => this.deaths.push(death));
    }
  }

  #observer(): Observer {
    return {
      control: async () => this.world.control,
      look: async (monitor, location, slot): Promise<CheckResult> => {
        const startedAt = this.clock.now();
        await this.clock.sleep(this.world.lasts(monitor, location) ?? LOOK);
        const { verdict, code, text, parts = [], takes = LOOK } = this.world.look(monitor, location);
        return {
          monitor,
          location,
          slot,
          startedAt,
          verdict,
          code,
          text,
          failingParts: parts,
          phases: { total: takes },
          expectations: [],
          observed: {},
        };
      },
    };
  }

  #sender(): Sender {
    return {
      send: async (channel, message) => {
        await this.clock.sleep(this.world.sendTakes(channel));
        return this.world.send(channel, message, this.clock.now());
      },
    };
  }

  #remedies(): Remedies {
    return {
      plan: async (name, grounds) => this.world.behaviourOf(name).plan(grounds),
      apply: async (name, intent, grounds) => {
        this.world.applied.push(grounds.key);
        return this.world.behaviourOf(name).apply(intent, grounds);
      },
      verify: async (name, intent, grounds) => this.world.behaviourOf(name).verify(intent, grounds),
    };
  }
}
