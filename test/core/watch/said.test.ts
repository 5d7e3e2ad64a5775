import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE } from '../../../src/core/time/instant.ts';
import type { Concern } from '../../../src/core/watch/concern.ts';
import { type KnownConcerns, type Saying, said } from '../../../src/core/watch/said.ts';
import { MONDAY } from '../../support/plan.ts';

const concern = (key: string, more: Partial<Concern> = {}): Concern => ({
  key,
  since: MONDAY,
  text: `${key} is wrong`,
  remedy: 'Look at it.',
  ...more,
});

interface Patrol {
  readonly keys: readonly string[];
  readonly complete?: boolean;
}
interface Heard extends Pick<Saying, 'how' | 'key'> {
  /** Minutes from the first patrol. */
  readonly at: number;
}

/** Patrols, a minute apart. */
function patrols(all: readonly Patrol[], of: (key: string) => Concern = concern) {
  let known: KnownConcerns = {};
  const heard: Heard[] = [];
  const sizes: number[] = [];
  for (const [at, { keys, complete = true }] of all.entries()) {
    const next = said(known, { concerns: keys.map(of), complete }, MONDAY + at * MINUTE);
    known = next.known;
    heard.push(...next.say.map(({ how, key }) => ({ how, key, at })));
    sizes.push(Object.keys(known).length);
  }
  return { heard, known, sizes };
}
const times = (n: number, ...keys: readonly string[]): readonly Patrol[] => Array.from({ length: n }, () => ({ keys }));
const inShort = (heard: readonly Heard[]) => heard.map(({ at, how, key }) => `${at} ${how} ${key}`);

describe('what is said of concerns', () => {
  it('is said at once, again each hour while it lasts, and once when it is over', () => {
    const { heard } = patrols([...times(130, 'a'), ...times(200)]);
    expect(inShort(heard)).toEqual(['0 new a', '60 still a', '120 still a', '132 over a']);
  });

  it('a shorter absence is no end, and makes no second message', () => {
    const { heard } = patrols([...times(5, 'a'), ...times(2), ...times(5, 'a'), ...times(5)]);
    expect(inShort(heard)).toEqual(['0 new a', '14 over a']);
  });

  it('what comes back after its end is said at once, and takes an hour to be over', () => {
    const { heard } = patrols([...times(1, 'a'), ...times(9), ...times(1, 'a'), ...times(100)]);
    expect(inShort(heard)).toEqual(['0 new a', '3 over a', '10 again a', '70 over a']);
  });

  it('of a chore is said again each day', () => {
    const { heard } = patrols(times(24 * 60 + 1, 'a'), (key) => concern(key, { chore: true }));
    expect(inShort(heard)).toEqual(['0 new a', '1440 still a']);
  });

  it('nothing is over while not everything could be asked (rule 7)', () => {
    const blind = Array.from({ length: 30 }, () => ({ keys: ['table'], complete: false }));
    const { heard } = patrols([...times(2, 'a'), ...blind, ...times(10)]);
    expect(inShort(heard)).toEqual(['0 new a', '2 new table', '34 over table', '34 over a'].toSorted(byMoment));
  });

  it('keeps since when it lasts, and the words of now', () => {
    const first = said({}, { concerns: [concern('a')], complete: true }, MONDAY);
    const later = concern('a', { since: MONDAY + MINUTE, text: 'a is still wrong' });
    const { known } = said(first.known, { concerns: [later], complete: true }, MONDAY + MINUTE);
    expect(known.a).toMatchObject({ since: MONDAY, text: 'a is still wrong' });
  });

  it('more than can be said one by one are one more, and say so', () => {
    const keys = Array.from({ length: 80 }, (_, n) => `c${n}`);
    const { heard } = patrols(times(61, ...keys));
    expect(heard.filter(({ at }) => at === 0)).toHaveLength(51);
    expect(inShort(heard)).toContain('0 new more');
    expect(inShort(heard)).toContain('60 still more');
    expect(heard.filter(({ at }) => at > 0 && at < 60)).toEqual([]);
  });
});

const byMoment = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10);

/** Any course of a few hours: each concern comes and goes as it likes, and some patrols cannot ask everything. */
const courses = fc.array(
  fc.record({
    keys: fc.subarray(['a', 'b', 'c']),
    complete: fc.constantFrom(true, true, true, true, false),
    lasts: fc.constantFrom(1, 2, 3, 4, 5, 10, 59, 60, 61, 90),
  }),
  { maxLength: 16 },
);
const minutes = (course: readonly (Patrol & { readonly lasts: number })[]): readonly Patrol[] =>
  course.flatMap((stretch) => Array.from({ length: stretch.lasts }, () => stretch));

const there = ({ how }: Heard): boolean => how !== 'over';

describe('whatever comes and goes', () => {
  /** What breaks the promise, in words: collected first, for an expectation a minute would take its time. */
  const holds = (
    broken: (heard: readonly Heard[], isThere: (at: number) => boolean, last: number) => readonly string[],
  ) =>
    fc.assert(
      fc.property(courses, (course) => {
        const all = minutes(course);
        const { heard } = patrols(all);
        for (const key of ['a', 'b', 'c']) {
          const mine = heard.filter((each) => each.key === key);
          expect(broken(mine, (at) => all[at]?.keys.includes(key) ?? false, all.length)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );

  it('nobody is left in the dark: what is there was said within the hour, and not called over since', () =>
    holds((heard, isThere, length) =>
      Array.from({ length }, (_, at) => at)
        .filter(isThere)
        .flatMap((at) => {
          const last = heard.findLast((each) => each.at <= at);
          return last && there(last) && at - last.at < 60 ? [] : [`not said at ${at}`];
        }),
    ));

  it('what is new is said in the patrol that found it', () =>
    holds((heard, isThere, length) => {
      const first = Array.from({ length }, (_, at) => at).find(isThere);
      return heard[0]?.at === first ? [] : [`found at ${first}, said at ${heard[0]?.at}`];
    }));

  it('the same one is said once an hour, or twice with an end in between', () =>
    holds((heard) =>
      heard.flatMap((one, n) => {
        const within = heard.slice(n).filter(({ at }) => at - one.at < 60);
        const [said, ends] = [within.filter(there), within.filter((each) => !there(each))];
        const isSoon = there(one) && said.length === 2 && within[1]?.how !== 'over';
        return said.length > 2 || ends.length > 2 || isSoon ? [`too often from ${one.at}`] : [];
      }),
    ));

  it('each end follows a message that it ends, while it is not there', () =>
    holds((heard, isThere) =>
      heard.flatMap(({ how, at }, n) => {
        const before = heard[n - 1];
        return how === 'over' && (isThere(at) || !before || !there(before)) ? [`no end at ${at}`] : [];
      }),
    ));

  it('what is remembered is bounded', () => {
    const all = Array.from({ length: 40 }, (_, at) => Array.from({ length: 60 }, (_, n) => `c${at * 60 + n}`));
    expect(Math.max(...patrols(all.map((keys) => ({ keys }))).sizes)).toBe(101);
  });

  it('is forgotten once it is long over', () => {
    expect(patrols([...times(1, 'a'), ...times(70)]).known).toEqual({});
  });
});
