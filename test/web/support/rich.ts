import type { CheckResult, Expectation, Verdict } from '../../../src/core/check/check.ts';
import { daySlices, SLICE, sliceOf } from '../../../src/core/check/day.ts';
import type { ResultHistory } from '../../../src/core/ports.ts';
import type { Simulation } from '../../../src/simulation/driver.ts';

/** A number from 0 to 1 that only depends on what it is asked about. */
const noise = (...of: readonly (string | number)[]): number => {
  let n = 2_166_136_261;
  for (const c of of.join('/')) n = Math.imul(n ^ c.charCodeAt(0), 16_777_619);
  return ((n ^ (n >>> 13)) >>> 0) / 2 ** 32;
};

/** Bare simulated results dressed as real ones: a day of history, latencies that vary, phases and expectations. */
export function richHistory(simulation: Simulation): ResultHistory {
  const { results } = simulation.stores;
  const base = (monitor: string) => 18 + noise(monitor) * 90;
  const ms = (monitor: string, at: number, verdict: Verdict) => {
    const wave = base(monitor) * (0.8 + noise(monitor, at) * 0.5 + (noise(at, monitor) > 0.96 ? 1.6 : 0));
    return Math.round((verdict === 'degraded' ? 900 + wave * 3 : verdict === 'down' ? 4 + wave / 6 : wave) * 10) / 10;
  };
  return {
    latest: async () => (await results.latest()).map((result) => dress(result, ms)),
    latencies: async (monitor, limit) => {
      const real = await results.latencies(monitor, limit);
      const first = real[0]?.at ?? simulation.clock.now();
      const interval = simulation.plan.monitors[monitor]!.interval;
      const missing = Math.max(0, limit - real.length);
      const earlier = Array.from({ length: missing }, (_, i) => ({
        at: first - (missing - i) * interval,
        verdict: 'up' as Verdict,
      }));
      return [...earlier, ...real].map(({ at, verdict }) => ({ at, verdict, ms: ms(monitor, at, verdict) }));
    },
    screenshots: (monitor) => results.screenshots(monitor),
    screenshot: (monitor, slot) => results.screenshot(monitor, slot),
    day: async (monitor, now) => {
      const today = await results.day(monitor, now);
      return daySlices(now, []).map(({ from }, i) => {
        const here = today[i]!;
        if (here.up + here.down + here.degraded + here.unknown > 0) return here;
        if (monitor === 'frontend' && i < 7) return { from, up: 0, degraded: 0, down: 0, unknown: 0 };
        const bad = noise(monitor, sliceOf(from) / SLICE) > 0.95 ? Math.ceil(noise(from) * 12) : 0;
        const slow = noise('slow', monitor, from) > 0.95 ? 4 : 0;
        return { from, up: 30 - bad - slow, degraded: slow, down: bad, unknown: 0 };
      });
    },
  };
}

function dress(result: CheckResult, ms: (monitor: string, at: number, verdict: Verdict) => number): CheckResult {
  const { monitor, startedAt, verdict, failingParts } = result;
  const total = ms(monitor, startedAt, verdict);
  const isDown = verdict === 'down';
  const expectations: Expectation[] = [
    { name: 'status', weight: 'expect', expected: '200', seen: isDown ? '500' : '200', ok: !isDown, code: 'status' },
    {
      name: 'json $.status',
      weight: 'expect',
      expected: 'ok',
      seen: isDown ? 'error' : 'ok',
      ok: !isDown,
      code: 'json',
    },
    {
      name: 'response-time',
      weight: 'warn',
      expected: 'at most 800 ms',
      seen: `${Math.round(total)} ms`,
      ok: total <= 800,
      code: 'slow',
    },
    ...failingParts.map((name) => ({
      name: `part ${name}`,
      weight: 'part' as const,
      expected: 'ok',
      seen: 'connection refused by db:5432 after 3 attempts in the last 2 s',
      ok: false,
      code: 'json' as const,
    })),
  ];
  return {
    ...result,
    phases: {
      dns: total * 0.03,
      connect: total * 0.09,
      tls: total * 0.22,
      wait: total * 0.55,
      transfer: total * 0.11,
      total,
    },
    expectations,
    observed: { status: isDown ? 500 : 200, address: '192.0.2.10', protocol: 'h2', 'certificate days': 61 },
  };
}
