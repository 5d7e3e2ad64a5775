import { HOUR } from '../../core/time/instant.ts';
import type { EvidenceContext } from '../define.ts';

type Had = <T>(work: Promise<T>) => Promise<T | undefined>;

/** `14 of 60 checks failed in the last hour`; nothing where nobody keeps them. */
export async function hourLines({ looks, now }: EvidenceContext, had: Had): Promise<readonly string[]> {
  if (!looks.since) return [];
  const all = await had(looks.since(now - HOUR));
  const known = (all ?? []).filter(({ verdict }) => verdict !== 'unknown');
  if (known.length === 0) return [];
  const count = (wanted: string) => known.filter(({ verdict }) => verdict === wanted).length;
  const [down, degraded] = [count('down'), count('degraded')];
  const also = degraded > 0 ? `, ${degraded} more ${degraded === 1 ? 'was' : 'were'} degraded` : '';
  return [`${down} of ${known.length} checks of the last hour failed${also}`];
}
