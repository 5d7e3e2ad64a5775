import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { Metrics } from '../../src/local/metrics.ts';
import { http } from '../../src/probes/http.ts';
import { probes } from '../../src/probes/index.ts';
import { observerOf } from '../../src/runtime/observer.ts';
import { json } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { monitor, shop } from '../support/plan.ts';
import { parse } from '../support/probe-run.ts';

const keep = kept();

describe('looking from this machine', () => {
  it('flags the first look of a kind, which pays for the start (W8)', async () => {
    const { url } = await keep(json({}));
    const settings = parse(http, { url }) as Record<string, unknown>;
    const monitors = Object.fromEntries(
      ['one', 'two'].map((name) => [name, { ...monitor(name), kind: 'http', settings }]),
    );
    const plan = { ...shop(), monitors };
    const observer = observerOf({
      probes,
      platform: 'machine',
      clock: systemClock,
      plan: () => plan,
      secrets: { get: async () => undefined },
    });
    const first = await observer.look('one', 'here', 1);
    expect(first).toMatchObject({ verdict: 'up', cold: true });
    expect(await observer.look('one', 'here', 2)).not.toHaveProperty('cold');
    expect(await observer.look('two', 'here', 2)).not.toHaveProperty('cold');

    const metrics = new Metrics();
    metrics.checked(first);
    metrics.checked({ ...first, cold: undefined } as never);
    const text = await metrics.text({ heads: async () => [] } as never, 0);
    expect(text).toMatch(/_seconds_count\{[^}]*monitor="one"[^}]*\} 1/);
  });
});
