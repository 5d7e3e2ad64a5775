import type { Plan } from '../../src/core/plan.ts';

/** One service, looked at from three places, everything else as `tocsin` has it by default (src/config/compile.ts). */
export const plan: Plan = {
  name: 'service',
  timezone: 'UTC',
  agents: {},
  locations: ['eu', 'us', 'ap'],
  monitors: {
    service: {
      name: 'service',
      kind: 'http',
      group: 'service',
      interval: 60_000,
      timeout: 10_000,
      confirm: { rounds: 2, apart: 5_000 },
      recover: 2,
      dependsOn: [],
      severity: 'P2',
      flaky: { bad: 5, of: 15 },
      settings: {},
    },
  },
  rules: [],
  policy: {
    hash: 'h',
    escalation: { P2: { levels: [{ after: 0, page: 'operator' }], repeat: 0 } },
    roster: { people: { operator: { timezone: 'UTC', notify: [{ channel: 'console' }] } }, teams: {}, rotations: {} },
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
