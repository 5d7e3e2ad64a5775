import { confirm } from '../../functions/confirm.ts';
import { decide } from '../../functions/decide.ts';
import { type InboundInput, type InboundReply, inbound } from '../../functions/inbound.ts';
import { page } from '../../functions/page.ts';
import { probe } from '../../functions/probe.ts';
import { remedy } from '../../functions/remedy.ts';
import { report } from '../../functions/report.ts';
import { respond } from '../../functions/respond.ts';
import { signal } from '../../functions/signal.ts';
import { tell } from '../../functions/tell.ts';
import { watch } from '../../functions/watch.ts';
import { memoryStores } from '../adapters/memory/stores.ts';
import type { CheckResult } from '../core/check/check.ts';
import type { Look } from '../core/check/look.ts';
import type { Answer, AnswerReply } from '../core/incident/answer.ts';
import type { Incident, Row } from '../core/incident/incident.ts';
import type { TransactPorts } from '../core/incident/transact.ts';
import { locationsOf, type Plan } from '../core/plan.ts';
import type { Ids, Observer, Remedies, RunId, Sender } from '../core/ports.ts';
import type { Report } from '../core/report/report.ts';
import { HOUR, type Instant, SECOND } from '../core/time/instant.ts';
import { VirtualClock } from './clock.ts';
import { Crash, Faults } from './faults.ts';
import { type Receipt, World } from './world.ts';

export interface SimulationOptions {
  readonly plan: Plan;
  /** Where virtual time begins, milliseconds UTC. */
  readonly start: Instant;
  /** Where state is kept; a store may be one that is watched. */
  readonly stores?: ReturnType<typeof memoryStores>;
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
  readonly faults = new Faults();
  readonly stores: ReturnType<typeof memoryStores>;
  /** Runs that died, and of what. */
  readonly deaths: unknown[] = [];
  #plan: Plan;
  #started = new Set<string>();
  #lost: (run: RunId) => boolean = () => false;
  readonly #steps: Steps;

  constructor({ plan, start, stores = memoryStores(), phase = () => undefined }: SimulationOptions) {
    this.#plan = plan;
    this.clock = new VirtualClock(start);
    this.stores = stores;
    this.#steps = this.#wire();
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
    return this.#steps.respond(answer);
  }

  /** Looks arrive from a prober, as they are. */
  async signal(looks: readonly Look[]): Promise<void> {
    await this.#steps.signal({ looks });
  }

  /** A person or another tool says what fails, or that it is over (I7). */
  async report(...reports: readonly Report[]): Promise<void> {
    await this.#steps.report({ reports });
  }

  /** A message of another tool arrives, with the token as the config has it. */
  inbound(input: InboundInput): Promise<InboundReply> {
    return this.#steps.inbound(input);
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

  #wire(): Steps {
    const around = <Port extends object>(name: string, port: Port): Port => this.faults.around(name, port);
    const ports: TransactPorts & { ids: Ids } = {
      clock: this.clock,
      ids: this.stores.ids,
      plan: () => this.#plan,
      incidents: around('incidents', this.stores.incidents),
      policies: around('policies', this.stores.policies),
      mutes: around('mutes', this.stores.mutes),
      runs: around('runs', { start: async (run: RunId) => this.#start(run) }),
    };
    const memory = around('memory', this.stores.memory);
    const { results } = this.stores;
    const observer = around('observer', this.#observer());
    const sender = around('sender', this.#sender());
    const signalStep = signal(ports);
    return {
      decide: decide(ports),
      confirm: confirm({ ...ports, observer, memory, results }),
      page: page({ ...ports, sender, ledger: around('ledger', this.stores.ledger) }),
      tell: tell({ ...ports, sender }),
      remedy: remedy({ ...ports, remedies: around('remedies', this.#remedies()) }),
      respond: respond(ports),
      report: report(ports),
      inbound: inbound({ ...ports, inboundToken: async (source) => this.#plan.inbound[source]?.token }),
      signal: signalStep,
      watch: watch(ports),
      probe: probe({
        plan: () => this.#plan,
        observer,
        memory,
        results,
        incidents: ports.incidents,
        signal: signalStep,
      }),
    };
  }

  /** The workflow: the loop of the committed definition. A step that crashes takes its run with it. */
  async #start(id: RunId): Promise<void> {
    const name = `${id.incident}/${id.generation}/${id.run}`;
    if (this.#started.has(name) || this.#lost(id)) return;
    this.#started.add(name);
    void this.#loop(id).catch((death: unknown) => this.deaths.push(death));
  }

  async #loop(id: RunId): Promise<void> {
    await this.clock.sleep(1);
    for (;;) {
      const due = await this.#resilient(() => this.#steps.decide(id));
      if (due.do === 'end') return;
      if (due.do === 'wait') await this.clock.until(Date.parse(due.until));
      else await this.#resilient(() => this.#steps[due.do](due));
      await this.clock.sleep(1);
    }
  }

  /** The definition's Retry and Catch: an error is tried again, a crash is the end of the run. */
  async #resilient<T>(step: () => Promise<T>): Promise<T> {
    for (let pause = 1; ; pause = Math.min(pause * 2, 30)) {
      try {
        return await step();
      } catch (error) {
        if (error instanceof Crash) throw error;
        await this.clock.sleep(pause * SECOND);
      }
    }
  }

  async #probing(monitor: string, location: string, phase: number): Promise<void> {
    await this.clock.sleep(phase);
    for (;;) {
      const plan = this.#plan.monitors[monitor];
      const slot = this.clock.now();
      if (plan)
        await this.#steps
          .probe({ monitors: [monitor], location, slot })
          .catch((death: unknown) => this.deaths.push(death));
      await this.clock.until(slot + (plan?.interval ?? HOUR));
    }
  }

  async #watching(): Promise<void> {
    for (;;) {
      await this.clock.sleep(WATCH_EVERY);
      await this.#steps.watch({}).catch((death: unknown) => this.deaths.push(death));
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
      plan: async (name) => this.world.behaviourOf(name).plan(),
      apply: async (name, intent, key) => {
        this.world.applied.push(key);
        return this.world.behaviourOf(name).apply(intent, key);
      },
      verify: async (name, intent) => this.world.behaviourOf(name).verify(intent),
    };
  }
}

interface Steps {
  readonly signal: ReturnType<typeof signal>;
  readonly decide: ReturnType<typeof decide>;
  readonly confirm: ReturnType<typeof confirm>;
  readonly page: ReturnType<typeof page>;
  readonly tell: ReturnType<typeof tell>;
  readonly remedy: ReturnType<typeof remedy>;
  readonly respond: ReturnType<typeof respond>;
  readonly report: ReturnType<typeof report>;
  readonly inbound: ReturnType<typeof inbound>;
  readonly watch: ReturnType<typeof watch>;
  readonly probe: ReturnType<typeof probe>;
}
