import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryStores } from '../src/adapters/memory/stores.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { randomIds } from '../src/adapters/system/ids.ts';
import { channels } from '../src/channels/index.ts';
import { pagesOf } from '../src/core/escalation/pages.ts';
import type { ChannelPlan, Plan } from '../src/core/plan.ts';
import { startRunner } from '../src/local/runner.ts';
import { localSteps } from '../src/local/steps.ts';
import { senderOf } from '../src/runtime/sender.ts';
import { digest } from '../src/wire/sign.ts';

const TRIALS = 1_000;
const AT_ONCE = 10;
/** Of a hundred calls so many fail, each in one of these ways. */
const FAILING = 20;
const GOALS = { first: 2_000, fallback: 5_000 };

/** How a provider fails: asks to come back, is in trouble, refuses for good, or cuts the line once it has been told. */
const WAYS = ['429', '500', '503', '404', 'cut'] as const;

/**
 * From the decision that opens an incident to the acceptance of its page, through the real runner, steps and channels,
 * while a fifth of all calls to the providers fails. Every page has to be accepted in the end.
 */
export async function timeToPage(): Promise<string[]> {
  const provider = await failingProvider();
  const first: number[] = [];
  const fallback: number[] = [];
  try {
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const lane = openLane(provider.url);
        while (next++ < TRIALS) {
          const { took, way } = await lane.trial();
          (way === 0 ? first : fallback).push(took);
        }
        await lane.close();
      }),
    );
  } finally {
    await provider.close();
  }
  if (first.length + fallback.length !== TRIALS) throw new Error('a page was lost');
  const lines = [
    `${TRIALS} pages, ${provider.calls()} calls, ${Math.round((100 * provider.failed()) / provider.calls())} % of them failing`,
  ];
  for (const [name, times, goal] of [
    ['the first channel', first, GOALS.first],
    ['a fallback', fallback, GOALS.fallback],
  ] as const) {
    const p99 = quantile(times, 0.99);
    lines.push(
      `accepted by ${name}: ${times.length}, p50 ${Math.round(quantile(times, 0.5))} ms, p99 ${Math.round(p99)} ms (goal ${goal} ms, ratio ${(p99 / goal).toFixed(2)})`,
    );
    if (p99 > goal) throw new Error(`p99 to ${name} is ${Math.round(p99)} ms, more than ${goal} ms`);
  }
  return lines;
}

type Steps = ReturnType<typeof localSteps>;

/** A runner that lives through many trials, as a daemon's does; every trial has a record of its own. */
function openLane(url: string) {
  const plan = planOf(url);
  let steps: Steps;
  const onError = (where: string, error: unknown): never => {
    throw new Error(where, { cause: error });
  };
  const runner = startRunner({
    steps: {
      decide: (input) => steps.decide(input),
      confirm: (input) => steps.confirm(input),
      page: (input) => steps.page(input),
      tell: (input) => steps.tell(input),
      remedy: (input) => steps.remedy(input),
      emergency: async () => onError('a step', 'failed'),
    },
    onError,
  });
  return {
    /** One incident, opened by hand, until somebody's channel has accepted its page. */
    async trial(): Promise<{ readonly took: number; readonly way: number }> {
      const stores = memoryStores();
      steps = localSteps({ ...portsOf(plan, stores), runs: runner });
      await steps.respond({ action: 'open', title: 'checkout is broken', severity: 'P1', by: 'bench', via: 'API' });
      for (;;) {
        const head = await stores.incidents.head('reported');
        const accepted = head && pagesOf(head).find(({ state }) => state.is === 'done' && state.got.is === 'accepted');
        if (accepted?.state.is === 'done') {
          await steps.respond({ action: 'resolve', incident: head!.id, for: 0, by: 'ada', via: 'API' });
          while (runner.running() > 0) await sleep(5);
          return { took: accepted.state.at - head!.openedAt!, way: accepted.ask.way };
        }
        await sleep(5);
      }
    },
    close: () => runner.stop(),
  };
}

function portsOf(plan: Plan, stores: ReturnType<typeof memoryStores>) {
  return {
    ...stores,
    clock: systemClock,
    ids: randomIds,
    plan: () => plan,
    links: { sign: async () => undefined },
    announcer: { announce: async () => undefined },
    sender: senderOf({
      channels,
      clock: systemClock,
      plan: () => plan,
      secrets: { get: async () => undefined },
      outbox: stores.outbox,
    }),
    settings: async () => ({}),
    inboundToken: async () => undefined,
    digest,
    resolved: async (text: string) => text,
    observer: { look: unused, control: async () => 'none' as const },
    remedies: { plan: unused, apply: unused, verify: unused },
    diagnoser: { diagnose: unused },
  };
}

/** The value that so large a share is at or below. */
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

const unused = () => Promise.reject(new Error('nothing is checked here'));

function planOf(url: string): Plan {
  const hook = (name: string): ChannelPlan => ({
    name,
    kind: 'webhook',
    can: { wake: true, acknowledge: true, resolve: true },
    settings: { url: `${url}/${name}`, method: 'POST', headers: {}, 'content-type': 'application/json', wakes: true },
  });
  const channels = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, hook(name)]));
  const notify = Object.keys(channels).map((channel) => ({ channel }));
  return {
    name: 'shop',
    timezone: 'UTC',
    locations: ['here'],
    agents: {},
    monitors: {},
    rules: [],
    policy: {
      hash: 'bench',
      escalation: { P1: { levels: [{ after: 0, page: 'ada' }], repeat: 0 } },
      roster: { people: { ada: { timezone: 'UTC', notify } }, teams: {}, rotations: {} },
    },
    channels,
    remedies: {},
    clusters: {},
    inbound: {},
    maintenance: [],
    freeze: [],
    reopenWindow: 60_000,
    allowNetworks: [],
    console: { host: '127.0.0.1', port: 0 },
  };
}

/** A provider a fifth of whose answers are failures, by a seeded draw. */
async function failingProvider() {
  let calls = 0;
  let failed = 0;
  let state = 1;
  const roll = (of: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * of);
  };
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      calls += 1;
      if (roll(100) >= FAILING) return response.writeHead(202).end('{"id":"x"}');
      failed += 1;
      const way = WAYS[roll(WAYS.length)]!;
      return way === 'cut'
        ? response.socket?.destroy()
        : response.writeHead(Number(way), way === '429' ? { 'retry-after': '1' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    failed: () => failed,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
