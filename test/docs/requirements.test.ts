import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Every numbered requirement of the incident, in a line. Tests name in their titles which ones they hold. */
const REQUIREMENTS: Readonly<Record<string, string>> = {
  I1: 'a failure is looked at again, in rounds from everywhere; down is a strict majority of the configured locations',
  I2: 'a check that passes on its repeat is recorded as such',
  I3: 'a lasting minority is partial; too few answers could not confirm; everything and the control endpoint is blind',
  I4: 'signals join the one incident of their group; a storm pages each person at most three times in five minutes',
  I5: 'the first broken layer is the suspect; symptoms are checked but not paged',
  I6: 'what fails now and then opens too: 5 of 15, and error budgets that burn',
  I7: 'people and other tools may open an incident',
  S1: 'combination rules first, then the worst of the suspects; degraded and partial one step lower; reasons in words',
  S2: 'severity is judged live; up: a new ladder, elapsed time counts; down: nothing vanishes silently',
  E1: 'levels are those of the policy it opened under, people those of today',
  E2: 'the next level when nobody acknowledges, round after round, then everyone; never silent',
  E3: 'an empty level goes to the next at once',
  E4: 'one person is paged once a round; a hand-off pages the new one and tells the old one',
  E5: 'a failed way falls back to the next; an unknown one is sent again, marked as a repeat',
  E6: 'accepted is not woken; hours hold P3 and P4 only',
  E7: 'the first page waits for no evidence',
  E8: "a provider's own policy takes the levels over once it has accepted a page; the usual ladder goes on where it has not",
  A1: 'the first acknowledgement wins; later ones hear who was first',
  A2: 'it covers the suspects known then; a new one reopens paging',
  A3: 'escalating is one tap away, before and after',
  A4: 'it expires: whoever gave it first, then upwards',
  A5: 'acknowledgement against timer: exactly one wins, in every order',
  A6: 'no preview, prefetcher or scanner acknowledges',
  M1: 'muted monitors count for no severity and no page; checks go on',
  M2: 'what outlives a mute is paged at its end; what is healthy is not',
  C1: 'recovery is so many good rounds of a majority; flapping has to last longer; silence is no recovery',
  C2: 'everyone paged is told of the end, on what reached them, before it closes',
  C3: 'failing again within the reopen window resumes the incident',
  T1: 'instants in UTC, rotations by wall clock in their zone',
  T2: 'a late timer runs once; after a gap it looks before it pages',
  T3: 'the newest slot counts; late, repeated and future signals change nothing',
  G1: 'remedies act by their mode, for the codes they are meant for, on an approval of this very plan',
  G4: 'nothing is applied on doubt, or where the cause lies elsewhere',
  G5: 'still failing when it is claimed; verified before it is called fixed; a lost answer is read again',
};

/** Numbers of other pages of the design that titles may name as well. */
const OTHERS = /^(G[236]|E9|V[1-6]|W\d+|P[1-4])$/;

const folder = resolve(import.meta.dirname, '..');
const titles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /\b(?:it|test|describe)(?:\.each\([\s\S]*?\))?\(\s*(['"`])([\s\S]*?)\1,/g,
      ),
    ].map(([, , title]) => ({ file, title: title! })),
  );
/** The numbers in a title's parentheses: `(E2, A1)`. */
const numbersIn = (title: string): readonly string[] =>
  [...title.matchAll(/\(([^()]*)\)/g)].flatMap(([, inside]) => inside!.match(/\b[A-Z]\d+\b/g) ?? []);

describe('the numbered requirements of the incident', () => {
  it.each(Object.entries(REQUIREMENTS))('%s has a test that names it: %s', (number) => {
    const holding = titles.filter(({ title }) => numbersIn(title).includes(number));
    expect(holding.map(({ file }) => file)).not.toEqual([]);
  });

  it('are all that titles name: no test holds a number that does not exist', () => {
    const wrong = titles.flatMap(({ file, title }) =>
      numbersIn(title).flatMap((number) =>
        number in REQUIREMENTS || OTHERS.test(number) ? [] : [`${file}: ${number}`],
      ),
    );
    expect(wrong).toEqual([]);
  });
});
