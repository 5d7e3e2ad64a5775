import { answerLinks } from '../../src/runtime/answer-links.ts';
import type { host } from './host.ts';
import { secretsOf } from './secrets.ts';

/** Signs and reads answer links: with the config's key, else with the installation's own, which lies in the table. */
export function linksOf({ here, table, plan }: ReturnType<typeof host>) {
  let key: Promise<string> | undefined;
  const own = () => {
    key ??= table.answerKey().catch((error: unknown) => {
      // One that could not be read now may be there next time.
      key = undefined;
      throw error;
    });
    return key;
  };
  return answerLinks({ plan, secrets: secretsOf(here), own });
}
