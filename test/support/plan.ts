import type { LadderPlan, MonitorPlan, Plan, Policy, Reach } from '../../src/core/plan.ts';
import { MINUTE, SECOND } from '../../src/core/time/instant.ts';

/** Monday, 2 November 2026, 14:00 UTC. */
export const MONDAY = Date.UTC(2026, 10, 2, 14, 0, 0);

export const monitor = (name: string, more: Partial<MonitorPlan> = {}): MonitorPlan => ({
  name,
  kind: 'http',
  group: 'shop',
  interval: MINUTE,
  timeout: 10 * SECOND,
  confirm: { rounds: 2, apart: 5 * SECOND },
  recover: 2,
  dependsOn: [],
  severity: 'P2',
  flaky: { bad: 5, of: 15 },
  settings: {},
  ...more,
});

const byName = (monitors: readonly MonitorPlan[]) => Object.fromEntries(monitors.map((m) => [m.name, m]));
const ways = (...notify: readonly (string | Reach)[]) => ({
  timezone: 'UTC',
  notify: notify.map((n) => (typeof n === 'string' ? { channel: n } : n)),
});

/** A ladder of two, five minutes apart; acknowledged for half an hour. */
export const twoLevels = (first: string, second: string, repeat = 1): LadderPlan => ({
  levels: [
    { after: 0, page: first },
    { after: 5 * MINUTE, page: second },
  ],
  repeat,
  acknowledgementExpires: 30 * MINUTE,
});

/** The runbook's escalation matrix, with a channel per way of reaching someone. */
export const policy = (more: Partial<Policy> = {}): Policy => ({
  hash: 'policy-1',
  escalation: {
    P1: {
      levels: [
        { after: 0, page: 'on-call-devops' },
        { after: 5 * MINUTE, page: 'lead-developer' },
      ],
      repeat: 2,
      acknowledgementExpires: 30 * MINUTE,
    },
    P2: {
      levels: [
        { after: 0, page: 'devops-team' },
        { after: 15 * MINUTE, page: 'senior-developer' },
      ],
      repeat: 1,
    },
    P3: { levels: [{ after: 0, page: 'developer-team' }], repeat: 0 },
  },
  roster: {
    people: {
      'devops-1': ways('phone', 'sms', 'mail'),
      'devops-2': ways('phone', 'sms', 'mail'),
      'lead-developer': ways('phone', 'mail'),
      'senior-developer': ways('chat', 'mail'),
    },
    teams: { 'devops-team': ways('chat'), 'developer-team': ways('chat') },
    rotations: {
      'on-call-devops': {
        timezone: 'UTC',
        handoff: { every: 'week', on: 'monday', at: '09:00' },
        members: ['devops-2', 'devops-1'],
        overrides: [],
      },
    },
  },
  ...more,
});

const channel = (name: string, wake: boolean) => ({
  name,
  kind: 'console',
  can: { wake, acknowledge: true, resolve: true },
  settings: {},
});

/** The runbook's shop: an ingress, a backend and a frontend behind it. */
export const shop = (more: Partial<Plan> = {}): Plan => ({
  name: 'shop',
  timezone: 'UTC',
  locations: ['here'],
  agents: {},
  monitors: byName([
    monitor('ingress', { severity: 'P1' }),
    monitor('backend', { dependsOn: ['ingress'] }),
    monitor('frontend', { kind: 'page', dependsOn: ['ingress'] }),
  ]),
  rules: [{ when: { allDown: ['backend', 'frontend'] }, then: 'P1', because: 'application completely down' }],
  policy: policy(),
  channels: Object.fromEntries(
    [channel('phone', true), channel('sms', false), channel('mail', false), channel('chat', false)].map((c) => [
      c.name,
      c,
    ]),
  ),
  remedies: {},
  inbound: {},
  clusters: {},
  maintenance: [],
  freeze: [],
  reopenWindow: 15 * MINUTE,
  allowNetworks: [],
  console: { host: '127.0.0.1', port: 4780 },
  ...more,
});

export const withMonitor = (plan: Plan, name: string, more: Partial<MonitorPlan>): Plan => ({
  ...plan,
  monitors: { ...plan.monitors, [name]: { ...(plan.monitors[name] ?? monitor(name)), ...more } },
});
