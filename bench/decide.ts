import { decide } from '../src/core/incident/decide.ts';
import { next } from '../src/core/incident/due.ts';
import type { Context, Event } from '../src/core/incident/event.ts';
import type { Incident } from '../src/core/incident/incident.ts';
import type { Plan } from '../src/core/plan.ts';

const ROUNDS = 20_000;

const monitor = (name: string, dependsOn: readonly string[] = []): Plan['monitors'][string] => ({
  name,
  kind: 'http',
  group: 'shop',
  interval: 60_000,
  timeout: 10_000,
  confirm: { rounds: 0, apart: 5_000 },
  recover: 2,
  dependsOn,
  severity: 'P2',
  flaky: { bad: 5, of: 15 },
  settings: {},
});
const way = { timezone: 'UTC', notify: [{ channel: 'console' }] };
const plan: Plan = {
  name: 'shop',
  timezone: 'UTC',
  agents: {},
  locations: ['here'],
  monitors: {
    ingress: monitor('ingress'),
    backend: monitor('backend', ['ingress']),
    frontend: monitor('frontend', ['ingress']),
  },
  rules: [],
  policy: {
    hash: 'h',
    escalation: {
      P2: {
        levels: [
          { after: 0, page: 'ada' },
          { after: 300_000, page: 'bob' },
        ],
        repeat: 3,
      },
    },
    roster: { people: { ada: way, bob: way }, teams: {}, rotations: {} },
  },
  channels: {
    console: { name: 'console', kind: 'console', can: { wake: false, acknowledge: true, resolve: true }, settings: {} },
  },
  remedies: {},
  inbound: {},
  clusters: {},
  maintenance: [],
  freeze: [],
  reopenWindow: 900_000,
  allowNetworks: [],
  console: { host: '127.0.0.1', port: 0 },
};

/** One decision on an open incident (a look that still fails), and what is due after it: the engine's whole CPU. */
export async function decideCost(): Promise<string[]> {
  const at = (now: number): Context => ({ now, plan, policy: plan.policy, mutes: [], elsewhere: {} });
  const look = (slot: number): Event => ({
    id: `e${slot}`,
    type: 'signal',
    looks: [
      {
        monitor: 'backend',
        location: 'here',
        slot,
        at: slot,
        verdict: 'down',
        code: 'status',
        text: 'answers 500',
        parts: [],
        bad: 1,
      },
    ],
  });
  let incident: Incident | null = decide(null, look(1), at(1)).incident;
  if (incident?.phase !== 'open' || next(incident, at(2)).do !== 'page')
    throw new Error('the engine did not open and page');
  const start = performance.now();
  for (let i = 2; i < ROUNDS + 2; i++) {
    incident = decide(incident, look(i), at(i)).incident!;
    next(incident, at(i));
  }
  const each = ((performance.now() - start) * 1_000) / ROUNDS;
  return [`decide and next: ${each.toFixed(0)} µs per event on an open incident`];
}
