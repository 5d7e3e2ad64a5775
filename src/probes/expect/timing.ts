import { DAY, inWords } from '../../core/time/instant.ts';
import { precise } from '../../core/time/precise.ts';
import type { Evidence, Judged } from './evidence.ts';

/** `response-time`: the answer is complete within this many milliseconds. */
export function judgeResponseTime(most: number, { responseTime }: Pick<Evidence, 'responseTime'>): readonly Judged[] {
  const [expected, seen] = [`within ${precise(most)}`, precise(responseTime)];
  return [
    {
      name: 'response-time',
      expected,
      seen,
      ok: responseTime <= most,
      code: 'slow',
      says: `takes ${seen} to answer, more than ${precise(most)}`,
    },
  ];
}

/** `certificate`: it is valid for at least this many milliseconds more. Without TLS there is nothing to judge. */
export function judgeCertificate(
  least: number,
  { certificateLeft: left }: Pick<Evidence, 'certificateLeft'>,
): readonly Judged[] {
  if (left === undefined) return [];
  const says = `has a certificate that expires in ${inWords(left)}`;
  return [
    {
      name: 'certificate',
      expected: `at least ${inWords(least)}`,
      seen: left < DAY ? inWords(left) : `${Math.floor(left / DAY)} d`,
      ok: left >= least,
      code: 'tls_expiring',
      says,
    },
  ];
}
