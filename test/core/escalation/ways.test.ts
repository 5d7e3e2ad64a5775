import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { policy, shop, withMonitor } from '../../support/plan.ts';
import { Pure } from '../../support/pure.ts';

type Outcome = 'accepted' | 'permanent' | 'unknown' | 'soon' | { readonly retry: number };
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Outcome>('accepted') },
  { weight: 3, arbitrary: fc.constantFrom<Outcome>('permanent', 'unknown') },
  { weight: 3, arbitrary: fc.constant<Outcome>('soon') },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 120 }).map((s) => ({ retry: s * SECOND })) },
);
/** What each attempt on each of someone's ways comes to. */
const fates = fc.array(fc.tuple(outcome, outcome, outcome, outcome), { minLength: 1, maxLength: 4 });

/** What passes after the first, second and third try of a way whose provider fails and names no time. */
const SOON = [0.25 * SECOND, 0.5 * SECOND, 2 * SECOND];

/** The attempts, the naive way: way after way, three attempts each (four where no time is named), until one is accepted. */
function expected(ways: readonly (readonly Outcome[])[]) {
  const attempts: string[] = [];
  let at = 0;
  for (const [way, outcomes] of ways.entries()) {
    let isRepeat = false;
    for (const [nth, got] of outcomes.entries()) {
      attempts.push(`${at} w${way} a${nth + 1}${isRepeat ? ' repeat' : ''}`);
      if (got === 'accepted') return { attempts, reached: true, at };
      if (got === 'permanent') break;
      // A provider that wants longer than a minute is as good as failed.
      if (typeof got === 'object' && got.retry > MINUTE) break;
      if (nth === outcomes.length - 1 || (got !== 'soon' && nth === 2)) break;
      if (got === 'unknown') isRepeat = true;
      at += got === 'soon' ? SOON[nth]! : got === 'unknown' ? 0.5 * SECOND : (got as { retry: number }).retry;
    }
  }
  return { attempts, reached: false, at };
}

describe("someone's ways", () => {
  it('are tried in order: failed for good, the next at once; for now, when the provider says; unsure, again as a repeat (E5)', () => {
    fc.assert(
      fc.property(fates, (ways) => {
        const notify = ways.map((_, i) => ({ channel: `c${i}` }));
        const channel = (name: string) => ({
          name,
          kind: 'console',
          can: { wake: true, acknowledge: true, resolve: true },
          settings: {},
        });
        const levels = [
          { after: 0, page: 'ada' },
          { after: 2 * HOUR, page: 'bob' },
        ];
        const roster = {
          people: { ada: { timezone: 'UTC', notify }, bob: { timezone: 'UTC', notify: [{ channel: 'spare' }] } },
          teams: {},
          rotations: {},
        };
        const plan = shop({
          rules: [],
          policy: policy({ escalation: { P2: { levels, repeat: 0 } }, roster }),
          channels: Object.fromEntries([...notify.map((n) => n.channel), 'spare'].map((name) => [name, channel(name)])),
        });
        const engine = new Pure(withMonitor(plan, 'backend', { dependsOn: [] }));
        engine.truth = (name) => (name === 'backend' ? 'down' : 'up');
        engine.got = {
          page: ({ ask }, now) => {
            const got = ask.person === 'ada' ? ways[ask.way]![ask.attempt - 1]! : 'accepted';
            if (typeof got === 'object') return { is: 'temporary', why: 'busy', retryAt: now + got.retry };
            if (got === 'soon') return { is: 'temporary', why: 'failing' };
            return got === 'accepted' ? { is: 'accepted' } : { is: got, why: 'said so' };
          },
        };
        engine.lookAround();
        engine.run(HOUR);
        const opened = engine.head().openedAt!;
        const wanted = expected(ways);
        const pages = engine.pages();
        expect(
          pages
            .filter(({ person }) => person === 'ada')
            .map(({ at, way, attempt, repeat }) => `${at - opened} w${way} a${attempt}${repeat ? ' repeat' : ''}`),
        ).toEqual(wanted.attempts);
        // All ways failed: the next level at once, not in two hours.
        const next = pages.filter(({ person }) => person === 'bob').map(({ at }) => at - opened);
        expect(next).toEqual(wanted.reached ? [] : [wanted.at]);
      }),
      { numRuns: 40 },
    );
  });
});
