import type { Remedies } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';
import type { Applied } from '../../core/remedy/remedy.ts';
import { plannedWithoutSecrets, withoutSecrets } from '../redacted.ts';
import { type Loaded, load, type RemedyPorts } from './load.ts';
import { begin, end, limitedBy, release } from './uses.ts';

/**
 * Plans, applies and verifies the configured remedies, within the limits of what they touch (G3). Until `apply` is sent a
 * surprise means that nothing was done; from then on its outcome is unknown (G5).
 */
export function remediesOf(ports: RemedyPorts): Remedies {
  const { workloads } = ports;
  return {
    plan: async (name, grounds) => {
      try {
        const loaded = await load(ports, name, grounds);
        const why = await limitedBy(workloads, loaded);
        if (why !== undefined) return { is: 'refused', why };
        return plannedWithoutSecrets(await loaded.kind.plan(loaded.settings, loaded.context), loaded.values);
      } catch (error) {
        return { is: 'refused', why: reasonOf(error) };
      }
    },
    apply: async (name, intent, grounds) => {
      let loaded: Loaded;
      try {
        loaded = await load(ports, name, grounds);
        const why = await begin(workloads, loaded, intent);
        if (why !== undefined) return { is: 'refused', why };
      } catch (error) {
        return { is: 'refused', why: reasonOf(error) };
      }
      const applied = await sent(loaded, () => loaded.kind.apply(intent, loaded.settings, loaded.context));
      // A memory that cannot be written keeps the remedy waiting longer, and changes nothing of what is true.
      if (applied.is === 'refused') await release(workloads, loaded).catch(() => undefined);
      return applied;
    },
    verify: async (name, intent, grounds) => {
      try {
        const loaded = await load(ports, name, grounds);
        const verified = await loaded.kind.verify(intent, loaded.settings, loaded.context);
        if (verified.is !== 'pending') await end(workloads, loaded);
        return withoutSecrets(verified, loaded.values);
      } catch (error) {
        return { is: 'pending', text: reasonOf(error) };
      }
    },
  };
}

async function sent({ values }: Loaded, apply: () => Promise<Applied>): Promise<Applied> {
  try {
    return withoutSecrets(await apply(), values);
  } catch (error) {
    return { is: 'unknown', why: reasonOf(error) };
  }
}
