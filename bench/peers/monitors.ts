import * as z from 'zod';
import type { Plan } from '../../src/core/plan.ts';
import { http } from '../../src/probes/http.ts';

/** What the monitors look at, and how many of them: `lost` of `count` at a port that answers no SYN. */
export interface Watched {
  readonly count: number;
  readonly lost: number;
  readonly interval: number;
  readonly url: string;
  readonly lostUrl: string;
}

/** A plan of many services, ten monitors each; the lost ones are whole services. */
export function manyMonitors({ count, lost, interval, url, lostUrl }: Watched): Plan {
  const shape = z.strictObject(http.shape);
  const settings = [shape.parse({ url }), shape.parse({ url: lostUrl })] as const;
  const monitor = (i: number): Plan['monitors'][string] => ({
    name: `monitor-${i}`,
    kind: 'http',
    group: `service-${Math.floor(i / 10)}`,
    interval,
    timeout: 10_000,
    confirm: { rounds: 1, apart: 5_000 },
    recover: 2,
    dependsOn: [],
    severity: 'P2',
    flaky: { bad: 5, of: 15 },
    // Spread over the list, and with it over the interval.
    settings: settings[Math.floor(i / 10) % (count / lost) === 0 ? 1 : 0],
  });
  const names = Array.from({ length: count }, (_, i) => monitor(i));
  const ada = { timezone: 'UTC', notify: [{ channel: 'console' }] };
  return {
    name: 'shop',
    timezone: 'UTC',
    locations: ['here'],
    agents: {},
    monitors: Object.fromEntries(names.map((each) => [each.name, each])),
    rules: [],
    policy: {
      hash: 'bench',
      escalation: { P2: { levels: [{ after: 0, page: 'ada' }], repeat: 1 } },
      roster: { people: { ada }, teams: {}, rotations: {} },
    },
    channels: {
      console: {
        name: 'console',
        kind: 'console',
        can: { wake: false, acknowledge: true, resolve: true },
        settings: {},
      },
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
}
