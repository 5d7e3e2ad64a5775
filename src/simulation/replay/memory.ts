import type { Plan } from '../../core/plan.ts';
import type { ProberMemory } from '../../core/ports.ts';
import { MINUTE } from '../../core/time/instant.ts';
import type { Script } from './script.ts';

/** Lets the probers remember the bad slots that came before the record's first look: a lasting fault goes on lasting (I3, I6). */
export async function rememberBad({ looks }: Script, memory: ProberMemory, plan: Plan): Promise<void> {
  const known = new Set<string>();
  for (const { look, probed } of looks) {
    const key = `${look.monitor} ${look.location}`;
    if (!probed || known.has(key)) continue;
    known.add(key);
    const interval = plan.monitors[look.monitor]?.interval ?? MINUTE;
    for (let before = look.bad - 1; before > 0; before--)
      await memory.record({
        ...look,
        slot: look.slot - before * interval,
        startedAt: look.slot - before * interval,
        phases: { total: 0 },
        expectations: [],
        failingParts: look.parts,
        observed: {},
      });
  }
}
