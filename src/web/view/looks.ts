import type { CheckResult, Verdict } from '../../core/check/check.ts';
import { codeInWords } from '../../core/check/codes.ts';
import { isBad } from '../../core/check/look.ts';
import { majority } from '../../core/check/standing.ts';

/** What the newest looks from all locations say together, with the one look that speaks for them. */
export interface Together {
  readonly verdict: Verdict;
  readonly speaks?: CheckResult;
  /** `answers 500 instead of 200`, with the locations where only some see it. */
  readonly text: string;
}

/** One verdict out of the newest look per location; a minority that fails is shown as degraded (I1, I3). */
export function together(looks: readonly CheckResult[], locations: number): Together {
  const of = (test: (verdict: Verdict) => boolean) => looks.filter((look) => test(look.verdict));
  const [down, bad, up] = [of((v) => v === 'down'), of(isBad), of((v) => v === 'up')];
  const enough = majority(locations);
  if (down.length >= enough) return speak('down', down, looks);
  if (bad.length > 0) return speak('degraded', bad, looks);
  if (up.length >= enough) return speak('up', up, looks);
  return speak(
    'unknown',
    of((v) => v === 'unknown'),
    looks,
  );
}

function speak(verdict: Verdict, among: readonly CheckResult[], looks: readonly CheckResult[]): Together {
  const speaks = among.find((look) => look.verdict === verdict) ?? among[0] ?? looks[0];
  if (!speaks) return { verdict, text: 'has not been checked yet' };
  const few = isBad(verdict) && among.length < looks.length;
  const where = few ? `, from ${among.length} of ${looks.length} locations` : '';
  return { verdict, speaks, text: `${speaks.text || codeInWords(speaks.code)}${where}` };
}
