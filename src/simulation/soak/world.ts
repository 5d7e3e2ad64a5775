import { memoryStores } from '../../adapters/memory/stores.ts';
import { isOver } from '../../core/incident/over.ts';
import type { MonitorPlan, Plan } from '../../core/plan.ts';
import type { ResultSink } from '../../core/ports.ts';
import { HOUR, type Instant, MINUTE } from '../../core/time/instant.ts';
import type { Config } from '../checker/config.ts';
import type { History, Look } from '../checker/history.ts';
import { VirtualClock } from '../clock.ts';
import { Faults } from '../faults.ts';
import { type Steps, wire } from '../steps.ts';
import { Workflow } from '../workflow.ts';
import { Carrier, LATEST } from './carrier.ts';
import { changed } from './change.ts';
import { Dice } from './dice.ts';
import type { Focus } from './draw-plan.ts';
import { drawnEvidence } from './evidence.ts';
import { Mishaps } from './mishaps.ts';
import { Missing } from './missing.ts';
import { People } from './people.ts';
import { Post } from './post.ts';
import { observer } from './probing.ts';
import { WitnessedIncidents } from './record.ts';
import { Rollbacks } from './rollbacks.ts';
import { drawScript, type Script } from './script.ts';
import { type SlotsOptions, slots } from './slots.ts';
import { Truth } from './truth.ts';
import { Undo } from './undo.ts';

/** No world writes this often, unless a run goes round and round. */
const MOST = 5_000;
/** As on AWS. */
const WATCH_EVERY = MINUTE;
/** After the calm everything has to come to an end within this. */
const PATIENCE = 6 * HOUR;
/** Of check results charts are drawn, and here nobody looks at them. */
const UNREAD: ResultSink = { record: async () => undefined };

/** What a world was made of, beside its history: for counting. */
export interface Lived {
  readonly history: History;
  readonly faults: Readonly<Record<string, number>>;
}

/** One seed's world, lived to its end: the steps of production on virtual time, and everything that was drawn for it. */
export class SoakWorld {
  readonly #seed: number;
  readonly #script: Script;
  readonly #clock: VirtualClock;
  readonly #truth: Truth;
  readonly #dice: Dice;
  readonly #faults = new Faults();
  /** Not frozen: that costs a twentieth of all, and stories and properties freeze what they keep. */
  readonly #stores = memoryStores((incident) => incident);
  readonly #incidents: WitnessedIncidents;
  readonly #undo: Undo | Rollbacks;
  readonly #people: People;
  readonly #missing: Missing;
  readonly #mishaps: Mishaps;
  readonly #post: Post;
  readonly #steps: Steps;
  #plan: Plan;
  readonly #carrier: Carrier;

  readonly #configs: { at: Instant; config: Config }[] = [];
  readonly #looks: Look[] = [];

  constructor(seed: number, only?: Focus) {
    const dice = new Dice(seed);
    this.#seed = seed;
    this.#script = drawScript(dice.fork(10), seed, only);
    this.#dice = dice.fork(11);
    this.#plan = this.#script.plan;
    this.#clock = new VirtualClock(this.#script.start);
    this.#truth = new Truth(this.#script);
    this.#mishaps = new Mishaps(this.#clock, this.#dice, this.#script.rates);
    this.#carrier = new Carrier(this.#clock, this.#dice, this.#mishaps, this.#script.rates.signal);
    this.#incidents = new WitnessedIncidents(
      this.#stores.incidents,
      () => this.#clock.now(),
      () => this.#mishaps.travel(),
    );
    const onError = (error: unknown) => this.#mishaps.hear(error);
    this.#undo = this.#remedies(dice.fork(12), onError);
    const workflow = new Workflow({
      clock: this.#clock,
      steps: () => this.#steps,
      onDeath: onError,
      onError,
      runners: (run) => this.#mishaps.runners(run),
    });
    this.#steps = wire(this.#faults, {
      clock: this.#clock,
      plan: () => this.#plan,
      stores: { ...this.#stores, incidents: this.#incidents, results: UNREAD },
      runs: workflow,
      observer: observer(this.#clock, this.#truth, () => this.#plan, this.#looks),
      sender: { send: (channel, message) => this.#post.send(channel, message) },
      diagnoser: drawnEvidence(this.#clock, dice.fork(15)),
      remedies: this.#undo,
      carry: (signal) => (input) => this.#carrier.carry(signal, input),
    });
    this.#missing = new Missing(
      this.#clock,
      (page) => this.#faults.mortal(() => this.#steps.unreached(page)),
      onError,
      dice.fork(14),
      this.#script.rates.missed,
    );
    this.#post = new Post({
      clock: this.#clock,
      dice: this.#dice,
      truth: this.#truth,
      mishaps: this.#mishaps,
      plan: () => this.#plan,
      rate: this.#script.rates.send,
      misses: (channel, message) => this.#missing.misses(channel, message),
      onArrival: (message) => this.#people.hear(message),
    });
    this.#people = new People(
      {
        clock: this.#clock,
        plan: () => this.#plan,
        respond: (answer) => this.#faults.mortal(() => this.#steps.respond(answer)),
        shown: (remedy) => this.#undo.shown.get(remedy),
        incidents: () => [...this.#incidents.newest.values()].map(({ id }) => id),
        onError,
      },
      dice.fork(13),
      this.#script.rates.answer,
    );
  }

  /** Somebody else's machine, or the rollback of production. */
  #remedies(dice: Dice, onError: (error: unknown) => void): Undo | Rollbacks {
    const { undo } = this.#plan.remedies;
    const onDelay = (why: string, ms: number) => this.#mishaps.delay(why, ms);
    if (undo?.kind !== 'rollback')
      return new Undo(this.#clock, dice, this.#truth, (name) => this.#plan.remedies[name]?.monitor, onDelay);
    const options = {
      clock: this.#clock,
      dice,
      script: this.#script,
      truth: this.#truth,
      faults: this.#faults,
      plan: () => this.#plan,
      workloads: this.#stores.workloads,
      deploys: this.#stores.deploys,
      onDelay,
      onError,
    };
    return new Rollbacks(options, undo.monitor);
  }

  async live(): Promise<Lived> {
    const { start, calm, rates, jumps, changes, whims, plan } = this.#script;
    this.#configs.push({ at: start, config: plan });
    if (rates.port > 0) this.#faults.use((call) => this.#mishaps.fault(call));
    for (const [group, { interval }] of firstOf(plan))
      for (const [nth, location] of plan.locations.entries())
        void slots(this.#slots(), group, location, start + nth * 137, interval);
    void this.#watching();
    this.#undo.live();
    for (const { at, ms } of jumps) this.#at(at, () => this.#jump(ms));
    for (const [nth, at] of changes.entries()) this.#at(at, () => this.#change(nth));
    for (const at of whims) this.#at(at, () => this.#people.whim());
    await this.#pass(calm);
    this.#mishaps.isCalm = true;
    this.#undo.calm();
    this.#faults.use(() => undefined);
    const patience = this.#clock.now() + PATIENCE;
    // What is still on its way may begin one more incident.
    await this.#pass(this.#clock.now() + LATEST);
    while (this.#isBusy() && this.#clock.now() < patience && !this.#hasRunAway())
      await this.#pass(this.#clock.now() + MINUTE);
    await this.#pass(this.#clock.now() + 2 * MINUTE);
    if (this.#hasRunAway()) this.#mishaps.surprises.push('the workflow went round and round without a pause');
    return { history: this.#history(), faults: this.#mishaps.counts };
  }

  #slots(): SlotsOptions {
    return {
      clock: this.#clock,
      truth: this.#truth,
      plan: () => this.#plan,
      memory: this.#stores.memory,
      newest: this.#incidents.newest,
      late: () => this.#carrier.late,
      probe: (monitors, location, slot) =>
        void this.#steps.probe({ monitors, location, slot }).catch((error) => this.#mishaps.hear(error)),
    };
  }

  /** Lets time pass, unless nothing but the same step happens any more. */
  async #pass(until: Instant): Promise<void> {
    while (this.#clock.now() < until && !this.#hasRunAway())
      await this.#clock.advance(Math.min(until, this.#clock.now() + MINUTE));
  }

  #hasRunAway = (): boolean => this.#incidents.commits.length > MOST;

  #history(): History {
    return {
      seed: this.#seed,
      start: this.#script.start,
      calm: this.#script.calm,
      end: this.#clock.now(),
      configs: this.#configs,
      broken: this.#script.broken,
      blind: this.#script.blind,
      lost: this.#script.lost,
      looks: this.#looks,
      commits: this.#incidents.commits,
      rows: this.#incidents.filed,
      archived: [...this.#incidents.ended],
      receipts: this.#post.receipts,
      missed: this.#missing.reports,
      answers: this.#people.answers,
      mutes: this.#people.mutes,
      remedied: this.#undo.remedied,
      deploys: this.#undo.deploys,
      delays: this.#mishaps.delays,
      surprises: this.#mishaps.surprises,
    };
  }

  #at(at: Instant, happens: () => unknown): void {
    void this.#clock.until(at).then(happens);
  }

  #jump(ms: number): void {
    this.#mishaps.count('clock jump');
    this.#mishaps.delay('clock jump', ms + 2 * MINUTE);
    this.#clock.jump(ms);
  }

  /** A config change is a new process: it reads the config, and looks after every incident there is. */
  #change(nth: number): void {
    this.#plan = changed(this.#plan, this.#dice, `${this.#script.plan.policy.hash}-${nth + 1}`);
    this.#mishaps.count('config change');
    this.#configs.push({ at: this.#clock.now(), config: this.#plan });
    void this.#steps.watch({ all: true }).catch((error) => this.#mishaps.hear(error));
  }

  /** Some incident is not over, or something is still to break. */
  #isBusy = (): boolean => [...this.#incidents.newest.values()].some((head) => !isOver(head));

  async #watching(): Promise<void> {
    const all = Object.keys(this.#plan.monitors);
    for (;;) {
      const now = this.#clock.now();
      const isIdle = !this.#isBusy() && this.#carrier.late === 0 && !this.#truth.isTroubled(all, now);
      await this.#clock.until(Math.max(now + WATCH_EVERY, (isIdle && this.#truth.nextTrouble(all, now)) || 0));
      if (this.#isBusy()) void this.#steps.watch({}).catch((error) => this.#mishaps.hear(error));
    }
  }
}

/** Groups, each with its first monitor: all of them are looked at as often. */
const firstOf = ({ monitors }: Plan): readonly (readonly [string, MonitorPlan])[] =>
  [...Map.groupBy(Object.values(monitors), ({ group }) => group)].map(([group, [first]]) => [group, first!]);
