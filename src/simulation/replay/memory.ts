import type { CheckResult } from '../../core/check/check.ts';
import type { Look } from '../../core/check/look.ts';
import type { Plan } from '../../core/plan.ts';
import type { ProberMemory } from '../../core/ports.ts';
import { type Instant, MINUTE } from '../../core/time/instant.ts';
import type { Script } from './script.ts';

/** Lets the probers remember the bad slots that came before the record's first look: a lasting fault goes on lasting (I3, I6). */
export async function rememberBad({ looks }: Script, memory: ProberMemory, plan: Plan): Promise<void> {
  const known = new Set<string>();
  for (const { look, probed } of looks) {
    const key = `${look.monitor} ${look.location}`;
    if (!probed || known.has(key)) continue;
    known.add(key);
    const interval = plan.monitors[look.monitor]?.interval ?? MINUTE;
    for (let before = (look.bad ?? 0) - 1; before > 0; before--)
      await memory.record(resultOf(look, look.slot - before * interval), plan);
  }
}

const resultOf = ({ monitor, location, verdict, code, text, parts }: Look, slot: Instant): CheckResult => ({
  monitor,
  location,
  slot,
  startedAt: slot,
  verdict,
  code,
  text,
  phases: { total: 0 },
  expectations: [],
  failingParts: parts,
  observed: {},
});
