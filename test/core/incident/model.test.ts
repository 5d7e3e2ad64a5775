import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overdueSince } from '../../../src/core/incident/due.ts';
import { isOver } from '../../../src/core/incident/over.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { monitor, shop } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

/** What the world outside knows: what is broken and muted, and whose acknowledgement stands, for which incident. */
interface Model {
  readonly broken: Set<string>;
  answered?: { readonly incident: string; readonly ladder: number; readonly pages: number } | undefined;
}
type Command = fc.Command<Model, Pure>;

const names = ['ingress', 'backend', 'frontend', 'mail'];

/** Holds after whatever happened. */
function check(model: Model, engine: Pure): void {
  const head = engine.incident;
  const keys = engine.claimed.map(({ incident, due }) => `${incident} ${due.key}`);
  expect(new Set(keys).size).toBe(keys.length);
  if (!head) return;
  // Nothing is due that nobody works off (V6).
  if (!isOver(head)) expect(overdueSince(head, engine.context())).toBeUndefined();
  for (const root of head.roots) {
    expect(head.failing[root]).toBeDefined();
    expect(head.muted[root]).toBeUndefined();
  }
  if (head.phase === 'open' && Object.keys(head.failing).length > 0)
    expect(head.severity === null).toBe(head.roots.length === 0);
  // Once answered, nobody is paged by the ladder that was answered (V2).
  const { answered } = model;
  if (answered?.incident === `${head.id}/${head.generation}` && answered.ladder === head.ladder?.n)
    expect(engine.pages().length).toBe(answered.pages);
  // Everyone a page of this generation reached has been told of its end (C2).
  if (head.phase === 'closed') {
    const mine = engine.claimed.filter(
      ({ incident, due }) => incident === head.id && due.key.includes(`/g${head.generation}/`),
    );
    const paged = mine.flatMap(({ due }) => (due.kind === 'page' ? [due.ask.person] : []));
    const told = new Set(mine.flatMap(({ due }) => (due.kind === 'tell' ? [due.ask.person] : [])));
    for (const person of paged) expect(told).toContain(person);
  }
}

abstract class Step implements Command {
  check(): boolean {
    return true;
  }
  run(model: Model, engine: Pure): void {
    this.act(model, engine);
    engine.settle();
    check(model, engine);
  }
  abstract act(model: Model, engine: Pure): void;
}

class Break extends Step {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  act({ broken }: Model): void {
    broken.add(this.name);
  }
  override toString(): string {
    return `${this.name} breaks`;
  }
}

class Mend extends Step {
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }
  act({ broken }: Model): void {
    broken.delete(this.name);
  }
  override toString(): string {
    return `${this.name} is mended`;
  }
}

class Pass extends Step {
  readonly seconds: number;
  constructor(seconds: number) {
    super();
    this.seconds = seconds;
  }
  act(_: Model, engine: Pure): void {
    engine.run(this.seconds * SECOND);
  }
  override toString(): string {
    return `${this.seconds} s pass`;
  }
}

class Acknowledge extends Step {
  act(model: Model, engine: Pure): void {
    const before = engine.incident;
    engine.send({ type: 'acknowledge', by: 'devops-1', via: 'console' });
    const head = engine.incident;
    if (head?.phase !== 'open' || !head.ladder || before?.attention.is === 'acknowledged') return;
    expect(head.attention).toMatchObject({ is: 'acknowledged', by: 'devops-1' });
    const incident = `${head.id}/${head.generation}`;
    model.answered = { incident, ladder: head.ladder.n, pages: engine.pages().length };
  }
  override toString(): string {
    return 'acknowledged';
  }
}

class Escalate extends Step {
  act(model: Model, engine: Pure): void {
    const before = engine.incident;
    const reply = engine.send({ type: 'escalate', by: 'devops-1', via: 'console' });
    expect(reply.is).toBe(before?.phase === 'open' && before.ladder && before.severity ? 'done' : reply.is);
    if (reply.is === 'done') model.answered = undefined;
  }
  override toString(): string {
    return 'escalated';
  }
}

/** One of the latest pages turns out not to have reached anybody; twice said is once. */
class Unreached extends Step {
  readonly nth: number;
  constructor(nth: number) {
    super();
    this.nth = nth;
  }
  act(_: Model, engine: Pure): void {
    const { due } = engine.claimed.filter((each) => each.due.kind === 'page').at(-this.nth) ?? {};
    if (due?.kind !== 'page' || !engine.incident) return;
    const { generation, attention } = engine.incident;
    const event = { type: 'unreached', generation, key: due.key, channel: due.ask.channel, why: 'busy' } as const;
    const first = engine.send(event);
    if (attention.is === 'acknowledged') expect(first.is).toBe('refused');
    expect(engine.send(event).is).toBe('refused');
  }
  override toString(): string {
    return `the ${this.nth}. page from the end did not reach anybody`;
  }
}

class MuteFor extends Step {
  readonly name: string;
  readonly minutes: number;
  constructor(name: string, minutes: number) {
    super();
    this.name = name;
    this.minutes = minutes;
  }
  act(_: Model, engine: Pure): void {
    const until = engine.now + this.minutes * MINUTE;
    const id = `m${engine.mutes.length}`;
    engine.mutes = [...engine.mutes, { id, monitors: [this.name], from: engine.now, until, why: 'work', by: 'ada' }];
    engine.send({ type: 'tick' });
  }
  override toString(): string {
    return `${this.name} is muted for ${this.minutes} min`;
  }
}

const name = fc.constantFrom(...names);
const commands = fc.commands<Model, Pure>(
  [
    name.map((n) => new Break(n)),
    name.map((n) => new Mend(n)),
    fc.integer({ min: 1, max: 20 * 60 }).map((s) => new Pass(s)),
    fc.integer({ min: 1, max: 20 * 60 }).map((s) => new Pass(s)),
    fc.constant(new Acknowledge()),
    fc.constant(new Escalate()),
    fc.integer({ min: 1, max: 4 }).map((nth) => new Unreached(nth)),
    fc.tuple(name, fc.integer({ min: 1, max: 20 })).map(([n, m]) => new MuteFor(n, m)),
  ],
  { maxCommands: 25 },
);

describe('whatever happens, in whatever order', () => {
  it('no page is lost, doubled, or sent after its answer; suspects fail and are unmuted; all are told (A2, A5, M1, C2, I5)', () => {
    fc.assert(
      fc.property(commands, (all) => {
        fc.modelRun(() => {
          const broken = new Set<string>();
          const base = shop();
          const engine = new Pure({
            ...base,
            monitors: { ...base.monitors, mail: monitor('mail', { severity: 'P3' }) },
          });
          engine.truth = (which) => (broken.has(which) ? 'down' : 'up');
          return { model: { broken }, real: engine };
        }, all);
      }),
      { numRuns: 60 },
    );
  });
});
