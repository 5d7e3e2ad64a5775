import { describe, expect, it } from '@jest/globals';
import { patched } from '../../scripts/mutations/copy.ts';
import { MUTANTS } from '../../scripts/mutations/mutants.ts';

describe('npm run mutations', () => {
  it.each(MUTANTS.map((mutant) => [mutant.bug, mutant] as const))(
    'its text is still there once: %s',
    (_bug, mutant) => {
      const text = patched(mutant);
      expect(mutant.to === '' || text.includes(mutant.to)).toBe(true);
    },
  );

  it('has at least ten bugs, each with the requirement that it breaks', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(10);
    for (const { bug, breaks } of MUTANTS)
      expect([bug, breaks]).toEqual([bug, expect.stringMatching(/^(rule |[A-Z])\d/)]);
  });

  it('a patch that no longer applies says which, and what to do', () => {
    const [mutant] = MUTANTS;
    expect(() => patched({ ...mutant!, from: 'no such text' })).toThrow(/is not in .*mutants\.ts up to date/s);
    expect(() => patched({ ...mutant!, from: 'incident' })).toThrow(/once is wanted/);
  });
});
