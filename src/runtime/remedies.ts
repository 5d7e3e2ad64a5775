import type { Plan } from '../core/plan.ts';
import type { Clock, Remedies, Secrets } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import type { Grounds } from '../core/remedy/remedy.ts';
import { acts, type RemedyDeclaration } from '../remedies/define.ts';
import { plannedWithoutSecrets, withoutSecrets } from './redacted.ts';
import { withSecrets } from './secrets.ts';

interface Ports {
  readonly remedies: ReadonlyMap<string, RemedyDeclaration>;
  readonly clock: Clock;
  readonly plan: () => Plan;
  readonly secrets: Secrets;
}

/** One call of a remedy may take this long, in ms. */
const CALL = 15_000;

/** Plans, applies and verifies the configured remedies. An exception after `apply` began leaves its outcome unknown (G5). */
export function remediesOf({ remedies, clock, plan, secrets }: Ports): Remedies {
  const load = async (name: string, grounds: Grounds) => {
    const remedy = plan().remedies[name];
    const kind = remedy && remedies.get(remedy.kind);
    if (!kind) throw new Error(`there is no remedy '${name}'`);
    if (!acts(kind)) throw new Error(`'${kind.kind}' remedies cannot act yet`);
    const { settings, values } = await withSecrets(remedy.settings, secrets);
    return { kind, settings, values, context: { ...grounds, remedy: name, timeout: CALL, now: clock.now() } };
  };
  return {
    plan: async (name, grounds) => {
      try {
        const { kind, settings, values, context } = await load(name, grounds);
        return plannedWithoutSecrets(await kind.plan(settings, context), values);
      } catch (error) {
        return { is: 'refused', why: reasonOf(error) };
      }
    },
    apply: async (name, intent, grounds) => {
      const { kind, settings, values, context } = await load(name, grounds);
      try {
        return withoutSecrets(await kind.apply(intent, settings, context), values);
      } catch (error) {
        return { is: 'unknown', why: reasonOf(error) };
      }
    },
    verify: async (name, intent, grounds) => {
      try {
        const { kind, settings, values, context } = await load(name, grounds);
        return withoutSecrets(await kind.verify(intent, settings, context), values);
      } catch (error) {
        return { is: 'pending', text: reasonOf(error) };
      }
    },
  };
}
