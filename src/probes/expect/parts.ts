import * as z from 'zod';
import type { Evidence, Judged } from './evidence.ts';
import { equals, json, show, valuesAt } from './json.ts';

/** Pieces of a health document by name: `database: { $.checks.database: ok }` (W10). */
export const parts = z.record(z.string().min(1), json);

export interface JudgedPart extends Judged {
  readonly part: string;
}

/**
 * Judges the pieces a health document reports on. A document that says nothing of a part is no evidence against it: an
 * error page must not make the database the suspect and so stand in the way of a rollback (G4).
 */
export const judgeParts = (wanted: z.output<typeof parts>, evidence: Evidence): readonly JudgedPart[] =>
  Object.entries(wanted).flatMap(([part, paths]) =>
    Object.entries(paths).flatMap(([where, expected]) => {
      const found = valuesAt(evidence, where);
      if ('problem' in found || found.values.length === 0) return [];
      const odd = found.values.filter((value) => !equals(value, expected, evidence));
      const ok = odd.length === 0;
      const seen = show(ok ? found.values[0] : odd[0], evidence);
      return [
        {
          part,
          name: part,
          expected: JSON.stringify(expected),
          seen,
          ok,
          code: 'json' as const,
          says: `${part} is ${seen}`,
        },
      ];
    }),
  );
