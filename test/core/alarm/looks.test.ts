import { describe, expect, it } from '@jest/globals';
import { looksOfAlarm } from '../../../src/core/alarm/looks.ts';
import { MINUTE, SECOND } from '../../../src/core/time/instant.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { look, Pure } from '../../support/pure.ts';

const places = ['eu', 'us', 'ap'];
const plan = shop({ locations: places });
const now = MONDAY + 10 * MINUTE;
const down = (since = now) => looksOfAlarm({ alarm: 'failed', of: 'backend' }, since, plan, now);
/** All locations went silent. */
const silent = (since = now) =>
  places
    .flatMap((of) => looksOfAlarm({ alarm: 'silent', of }, since, plan, now))
    .filter(({ monitor }) => monitor === 'backend');

/** An incident that the looks of all locations opened, a good while ago. */
function failing(): Pure {
  const pure = new Pure(plan);
  pure.truth = (name) => (name === 'backend' ? 'down' : 'up');
  pure.run(5 * MINUTE);
  pure.now = now;
  return pure;
}
const sights = (pure: Pure) => pure.incident!.sights.backend!;
const all = (verdict: 'up' | 'down', slot: number) =>
  places.map((location) => look('backend', verdict, { location, slot }));

describe('what an alarm says, as looks', () => {
  it('is said from every location that looks at the monitor', () => {
    expect(down().map(({ location, verdict, code }) => [location, verdict, code])).toEqual(
      places.map((place) => [place, 'down', 'alarm']),
    );
    expect(silent().map(({ verdict, code }) => [verdict, code])).toEqual(places.map(() => ['unknown', 'unknown']));
  });

  it.each([
    ['down', down],
    ['unknown', silent],
  ])('%s does not shadow what a location that is well saw meanwhile (T3)', (_verdict, said) => {
    const pure = failing();
    // The oldest that the newest look of such a location can be: one interval, its timeout, and the way here.
    pure.send({ type: 'signal', looks: all('up', now - MINUTE - 10 * SECOND) });
    const before = sights(pure);
    pure.send({ type: 'signal', looks: said() });
    expect(sights(pure)).toEqual(before);
  });

  it.each([
    ['down', down],
    ['unknown', silent],
  ])('%s does not hinder a look that was under way, nor the next ones (T3)', (_verdict, said) => {
    const pure = failing();
    pure.send({ type: 'signal', looks: said() });
    pure.send({ type: 'signal', looks: all('up', now - MINUTE) });
    expect(Object.values(sights(pure)).map(({ verdict, blank, good }) => [verdict, blank, good])).toEqual(
      places.map(() => ['up', false, 1]),
    );
  });

  it('counts where a location has not looked for longer, and leaves what was counted there as it was (I6)', () => {
    const pure = failing();
    const before = sights(pure);
    pure.send({ type: 'signal', looks: silent() });
    for (const place of places)
      expect(sights(pure)[place]).toMatchObject({ blank: true, verdict: 'down', bad: before[place]!.bad });
  });

  it('a clock of theirs that is ahead is not believed: looks of ours go on to count (T3)', () => {
    const pure = failing();
    pure.send({ type: 'signal', looks: down(now + 90 * SECOND) });
    pure.send({ type: 'signal', looks: all('up', now) });
    expect(Object.values(sights(pure)).map(({ verdict }) => verdict)).toEqual(places.map(() => 'up'));
  });

  it('silence opens nothing (rule 7)', () => {
    const pure = new Pure(plan);
    pure.now = now;
    pure.send({ type: 'signal', looks: silent() });
    expect(pure.incident).toBeNull();
  });
});
