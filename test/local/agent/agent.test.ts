import { afterEach, describe, expect, it } from '@jest/globals';
import { MemoryHeartbeats } from '../../../src/adapters/memory/heartbeats.ts';
import { CountedIds } from '../../../src/adapters/memory/ids.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import type { AgentReport } from '../../../src/core/agent.ts';
import type { CheckResult } from '../../../src/core/check/check.ts';
import { agentBeats } from '../../../src/core/check/heartbeat.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { type Agent, startAgent } from '../../../src/local/agent/agent.ts';
import { agentHub } from '../../../src/local/agent/hub.ts';
import { signature } from '../../../src/wire/sign.ts';
import { httpPeer } from '../../support/peers/http.ts';
import { kept } from '../../support/peers/kept.ts';
import { monitor, shop } from '../../support/plan.ts';

const KEY = 'key-of-inside';
const keep = kept();
const secrets = { get: async (name: string) => (name === 'inside' ? KEY : undefined) };

const planFor = (url: string, interval = 1_000): Plan => ({
  ...shop(),
  agents: { inside: { key: '${secret:inside}' } },
  monitors: {
    outside: monitor('outside', { settings: { url } }),
    within: {
      ...monitor('within', { timeout: 900, interval, locations: ['inside'] }),
      kind: 'http',
      settings: {
        url,
        method: 'GET',
        headers: {},
        follow: true,
        expect: { status: 200 },
        warn: {},
        parts: {},
      },
    },
  },
});

function hubOf(plan: Plan) {
  const taken: CheckResult[] = [];
  const heartbeats = new MemoryHeartbeats();
  const hub = agentHub({
    plan: () => plan,
    clock: systemClock,
    ids: new CountedIds(),
    secrets,
    heartbeats,
    take: async (results) => taken.push(...results),
  });
  /** What an agent sends, signed like this. */
  const call = (report: unknown, { key = KEY, location = 'inside', now = Date.now() } = {}) => {
    const body = typeof report === 'string' ? report : JSON.stringify(report);
    const headers = signature(key, now, body);
    return hub.report({
      location,
      body,
      timestamp: headers['tocsin-timestamp']!,
      signature: headers['tocsin-signature']!,
      gone: new AbortController().signal,
    });
  };
  return { hub, taken, heartbeats, call };
}

const nothing = { results: [], answers: [], wait: 0 };
const result = (more: Partial<CheckResult> = {}): CheckResult => ({
  monitor: 'within',
  location: 'inside',
  slot: 1,
  startedAt: 1,
  verdict: 'down',
  code: 'status',
  text: 'answers 500 instead of 200',
  phases: { total: 3 },
  expectations: [],
  failingParts: [],
  observed: { status: 500 },
  ...more,
});

describe('the hub', () => {
  const plan = planFor('http://127.0.0.1:9/');

  it('takes what an agent saw, and knows that it lives', async () => {
    const { call, taken, heartbeats } = hubOf(plan);
    expect(await call({ ...nothing, results: [result()] })).toEqual({ ok: true, answer: { asks: [], ignored: [] } });
    expect(taken).toEqual([result()]);
    expect((await heartbeats.of(agentBeats('inside'), 0)).last?.outcome).toBe('ok');
  });

  it('a key is good for one place and its monitors, whatever the report says', async () => {
    const { call, taken } = hubOf(plan);
    const odd = [result({ location: 'here' }), result({ monitor: 'outside' }), result({ monitor: 'none' })];
    expect(await call({ ...nothing, results: odd })).toEqual({
      ok: true,
      answer: { asks: [], ignored: ['outside', 'none'] },
    });
    expect(taken).toEqual([result()]);
  });

  it.each([
    ['another key', nothing, { key: 'another' }, 401, "no agent 'inside' has this key"],
    ['another place', nothing, { location: 'nowhere' }, 401, "no agent 'nowhere' has this key"],
    ['a name of every object', nothing, { location: 'constructor' }, 401, 'has this key'],
    ['an old call', nothing, { now: Date.now() - 10 * 60_000 }, 401, "the agent's clock is 10 min behind"],
    ['a clock ahead', nothing, { now: Date.now() + 10 * 60_000 }, 401, 'ahead of this one: correct it'],
    ['no JSON', 'nothing', {}, 400, 'the report is not one'],
    ['too much', { ...nothing, results: Array.from({ length: 51 }, () => result()) }, {}, 400, 'the report is not one'],
    [
      'a verdict of its own',
      { ...nothing, results: [{ ...result(), verdict: 'odd' }] },
      {},
      400,
      'the report is not one',
    ],
  ])('refuses %s', async (_what, report, how, status, text) => {
    const { call, taken, heartbeats } = hubOf(plan);
    expect(await call(report, how)).toMatchObject({ ok: false, status, text: expect.stringContaining(text) });
    expect(taken).toEqual([]);
    expect((await heartbeats.of(agentBeats('inside'), 0)).last).toBeUndefined();
  });

  it('asks for a look and gets it, in the slot it asked for', async () => {
    const { call, hub } = hubOf(plan);
    const looking = hub.look('within', 'inside', 77);
    const reply = await call(nothing);
    const [ask] = reply.ok ? reply.answer.asks : [];
    expect(ask).toMatchObject({ monitor: 'within', slot: 77 });
    await call({ ...nothing, answers: [{ ask: ask!.id, result: result({ slot: 3 }) }] });
    expect(await looking).toMatchObject({ slot: 77, location: 'inside', verdict: 'down' });
  });

  it('hands an ask out once, at once where somebody waits for it', async () => {
    const { call, hub } = hubOf(plan);
    const waiting = call({ ...nothing, wait: 20_000 });
    const looking = hub.look('within', 'inside', 77);
    const reply = await waiting;
    const [ask] = reply.ok ? reply.answer.asks : [];
    expect(await call(nothing)).toEqual({ ok: true, answer: { asks: [], ignored: [] } });
    await call({ ...nothing, answers: [{ ask: ask!.id, result: result() }] });
    expect((await looking).verdict).toBe('down');
  });
});

describe('an agent', () => {
  let agent: Agent | undefined;
  afterEach(() => agent?.stop());

  const started = async (respond: () => number) => {
    const peer = await keep(httpPeer((_, response) => response.writeHead(respond()).end()));
    const plan = planFor(peer.url);
    const { hub, taken, call } = hubOf(plan);
    const problems: string[] = [];
    const failing = { on: false };
    let arrived = () => {};
    agent = startAgent({
      plan,
      location: 'inside',
      clock: systemClock,
      secrets,
      pause: 20,
      reporter: { checked: () => {}, error: (_, error) => problems.push(String((error as Error).message)) },
      send: async (report: AgentReport) => {
        if (failing.on) throw new Error('the line is cut');
        const reply = await call({ ...report, wait: Math.min(report.wait, 50) });
        if (!reply.ok) throw new Error(reply.text);
        if (report.results.length + report.answers.length > 0) arrived();
        return reply.answer;
      },
    });
    const next = () =>
      new Promise<void>((resolve) => {
        arrived = resolve;
      });
    return { hub, taken, problems, failing, next };
  };

  it('looks at its own monitors only, and reports', async () => {
    const { taken, next } = await started(() => 200);
    await next();
    expect(agent!.monitors).toEqual(['within']);
    expect(taken[0]).toMatchObject({ monitor: 'within', location: 'inside', verdict: 'up' });
  });

  it('answers when it is asked to look', async () => {
    const { hub } = await started(() => 500);
    expect(await hub.look('within', 'inside', 99)).toMatchObject({ slot: 99, code: 'status', location: 'inside' });
  });

  it('keeps the newest look while nobody can be reached, says so once, and delivers it then', async () => {
    let status = 200;
    const { taken, problems, failing, next } = await started(() => status);
    await next();
    failing.on = true;
    status = 503;
    const before = taken.length;
    while (problems.length === 0) await new Promise((resolve) => setImmediate(resolve));
    failing.on = false;
    while (!taken.some(({ verdict }) => verdict === 'down')) await next();
    expect(taken.length).toBeGreaterThan(before);
    expect(problems).toEqual(['the line is cut']);
  });
});
