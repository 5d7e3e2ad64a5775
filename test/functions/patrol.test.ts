import { beforeEach, describe, expect, it } from '@jest/globals';
import { type PatrolPorts, patrol } from '../../functions/patrol.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import type { AlarmState } from '../../src/core/alarm/alarm.ts';
import { agentBeats } from '../../src/core/check/heartbeat.ts';
import type { Incident } from '../../src/core/incident/incident.ts';
import { transact } from '../../src/core/incident/transact.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { RunId } from '../../src/core/ports.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time/instant.ts';
import { installation, someAlarm } from '../support/facts.ts';
import { MONDAY, shop } from '../support/plan.ts';
import { someIncident, someLook } from '../support/store-samples.ts';

/** A deployment as its patrol sees it: everything is well until a test says otherwise. */
class Deployment {
  now = MONDAY;
  plan: Plan = shop();
  alarms: readonly AlarmState[] = [];
  readonly stores = memoryStores();
  readonly published: string[] = [];
  readonly started: RunId[] = [];
  readonly errors: string[] = [];
  readonly signalled: unknown[] = [];
  pulses = 0;
  /** Called first by every port of that name. */
  readonly failing = new Set<'table' | 'signal' | 'alarms' | 'notify' | 'pulse' | 'write'>();
  #step = this.fresh();

  /** The process ends, and another one takes over. */
  restart(): void {
    this.#step = this.fresh();
  }

  private fresh() {
    const { stores } = this;
    const or =
      <A extends readonly unknown[], R>(
        what: Parameters<typeof this.failing.has>[0],
        call: (...a: A) => R | Promise<R>,
      ) =>
      async (...a: A) => {
        if (this.failing.has(what)) throw new Error(`${what} is out`);
        return call(...a);
      };
    const ports: PatrolPorts = {
      clock: { now: () => this.now },
      ids: stores.ids,
      plan: () => this.plan,
      installation: installation(),
      incidents: new Proxy(stores.incidents, {
        get: (store, name: 'heads') => or('table', store[name].bind(store)),
      }),
      policies: stores.policies,
      mutes: {
        ...stores.mutes,
        current: or('table', (now) => stores.mutes.current(now)),
        add: async () => {},
        end: async () => {},
      },
      runs: { start: async (run) => void this.started.push(run) },
      heartbeats: { of: or('table', (name, now) => stores.heartbeats.of(name, now)) },
      alarms: or('alarms', () => this.alarms),
      signal: or('signal', (input) => void this.signalled.push(input)),
      memory: {
        read: or('table', () => stores.watchMemory.read()),
        write: or(
          'table',
          or('write', (memory) => stores.watchMemory.write(memory)),
        ),
      },
      notify: or('notify', (text) => void this.published.push(text)),
      pulse: or('pulse', () => {
        this.pulses += 1;
      }),
      onError: (where) => this.errors.push(where),
    };
    return patrol(ports);
  }

  /** Patrols, one a minute, while the probers of all locations but these run. */
  async minutes(n: number, ...dead: readonly string[]): Promise<void> {
    for (let i = 0; i < n; i++) {
      for (const location of this.plan.locations)
        if (!dead.includes(location))
          await this.stores.heartbeats.beat(agentBeats(location), { at: this.now, outcome: 'ok' });
      await this.#step();
      this.now += MINUTE;
    }
  }

  /** An incident that was opened at this moment, and whose run has died since. */
  async orphan(): Promise<Incident> {
    const { stores } = this;
    const ports = { clock: { now: () => this.now }, plan: () => this.plan, runs: { start: async () => {} }, ...stores };
    const looks = [{ ...someLook, slot: this.now, at: this.now }];
    const { incident } = await transact(ports, 'shop', { type: 'signal', id: stores.ids.next(), looks });
    return incident!;
  }
}

describe('a patrol (architecture.md, watch)', () => {
  let at: Deployment;
  beforeEach(() => {
    at = new Deployment();
  });

  it('of what is well says nothing, and pings the heartbeat each time', async () => {
    await at.minutes(10);
    expect(at.published).toEqual([]);
    expect(at.pulses).toBe(10);
    // Knocks, and carries nothing.
    expect(at.signalled[0]).toEqual({ looks: [] });
    expect(at.errors).toEqual([]);
  });

  it('says of a location that it is silent, withholds the heartbeat, and says when it is over', async () => {
    at.plan = shop({ locations: ['eu', 'us'] });
    await at.minutes(5);
    await at.minutes(10, 'us');
    expect(at.published).toHaveLength(1);
    expect(at.published[0]).toContain('Nothing was looked at from us since 14:04, for 4 min.');
    const before = at.pulses;
    await at.minutes(10);
    expect(at.published).toHaveLength(2);
    expect(at.published[1]).toMatch(/- Over after \d+ min: nothing was looked at from us since 14:04/);
    expect(at.pulses - before).toBe(10);
    expect(before).toBe(8);
  });

  it('says it again each hour, also where another process goes on', async () => {
    at.plan = shop({ locations: ['eu', 'us'] });
    await at.minutes(5);
    for (let n = 0; n < 130; n++) {
      at.restart();
      await at.minutes(1, 'us');
    }
    expect(at.published.map((text) => /Still/.test(text))).toEqual([false, true, true]);
  });

  it('gives an overdue incident a new run, and says so (V6)', async () => {
    await at.minutes(2);
    const { id, run } = await at.orphan();
    await at.minutes(3);
    expect(at.started).toContainEqual({ incident: id, generation: 1, run: run.number + 1 });
    expect(at.published[0]).toContain(`Incident ${id} was overdue`);
    await at.minutes(5);
    // Nobody takes the new ones up either.
    expect((await at.stores.watchMemory.read())?.concerns[`overdue:${id}`]?.text).toMatch(
      /^the runs of incident .* die/,
    );
  });

  it('says of an alarm on Tocsin itself what it means, and of one that nobody hears', async () => {
    await at.minutes(1);
    const since = at.now;
    at.alarms = [
      someAlarm('tocsin-shop-dead-letters', since, { description: 'Signals were lost. Redrive the queue.' }),
      someAlarm('tocsin-shop-failed-backend', since),
    ];
    await at.minutes(3);
    expect(at.published).toHaveLength(1);
    expect(at.published[0]).toContain('Signals were lost. Redrive the queue.');
    await at.minutes(1);
    expect(at.published[1]).toContain('Backend fails by its alarm since 14:01, and no incident is open.');
  });

  it.each([
    ['table', 'The table tocsin-shop in eu-west-1 cannot be read'],
    ['signal', 'tocsin-shop-signal in eu-west-1 does not answer'],
    ['alarms', 'The alarms in eu-west-1 cannot be read'],
  ] as const)('says from its own memory alone that %s cannot be reached, once an hour', async (what, words) => {
    await at.minutes(3);
    at.failing.add(what);
    await at.minutes(59);
    expect(at.published).toHaveLength(1);
    expect(at.published[0]).toContain(words);
    expect(at.published[0]).toContain(`(${what} is out)`);
    expect(at.pulses).toBe(3);
    await at.minutes(2);
    expect(at.published).toHaveLength(2);
    at.failing.clear();
    await at.minutes(4);
    expect(at.published).toHaveLength(3);
    expect(at.published[2]).toContain('Over after');
    expect(at.errors).toEqual([]);
  });

  it('what was of concern before the table was lost is not over with it, nor said anew after it', async () => {
    at.plan = shop({ locations: ['eu', 'us'] });
    await at.minutes(10, 'us');
    expect(at.published).toHaveLength(1);
    at.failing.add('table');
    await at.minutes(10, 'us');
    at.failing.clear();
    await at.minutes(20, 'us');
    expect(at.published.map((text) => text.split('\n- ')[1]!.slice(0, 20))).toEqual([
      'Nothing was ever loo',
      'The table tocsin-sho',
      'Over after 9 min: th',
    ]);
  });

  it('what nobody could be told is said again, and the heartbeat stays away', async () => {
    at.failing.add('notify').add('signal');
    await expect(at.minutes(1)).rejects.toThrow('notify is out');
    await expect(at.minutes(1)).rejects.toThrow('notify is out');
    expect(at.pulses).toBe(0);
    at.failing.delete('notify');
    await at.minutes(1);
    expect(at.published).toHaveLength(1);
  });

  it('a memory that cannot be written is no reason to repeat itself', async () => {
    at.failing.add('write').add('signal');
    await at.minutes(10);
    expect(at.published).toHaveLength(1);
    expect(at.errors).toContain("the patrol's memory");
  });

  it('a ping that fails is no concern of its own: whoever misses it calls', async () => {
    at.failing.add('pulse');
    await at.minutes(2);
    expect(at.published).toEqual([]);
    expect(at.errors).toEqual(['heartbeat', 'heartbeat']);
  });

  it('of drills that are overdue it reminds by day, and withholds no heartbeat', async () => {
    at.plan = shop({ drills: [{ page: 'on-call-devops', severity: 'P3', timezone: 'UTC', starts: { at: '10:00' } }] });
    const answered = (openedAt: number): Partial<Incident> => ({
      group: 'drill-devops-1',
      id: 'drill-devops-1-1',
      phase: 'closed',
      openedAt,
      endedAt: openedAt,
      peak: 'P3',
      attention: { is: 'acknowledged', by: 'devops-1', at: openedAt, covers: [], level: 0 },
    });
    await at.stores.incidents.write(someIncident(answered(MONDAY)), 0);
    await at.minutes(2);
    expect(at.published).toEqual([]);
    at.now = MONDAY + 29 * DAY;
    await at.minutes(1);
    expect(at.published).toEqual([]);
    at.now = MONDAY + 30 * DAY;
    await at.minutes(1);
    expect(at.published).toHaveLength(1);
    expect(at.published[0]).toContain('devops-1 has not answered a drill for 30 d. Agree on a time');
    expect(at.published[0]).toContain('devops-2 has never answered a drill.');
    expect(at.published[0]).not.toContain('lead-developer');
    expect(at.pulses).toBe(4);
    at.now += HOUR;
    await at.minutes(1);
    expect(at.published).toHaveLength(1);
  });
});
