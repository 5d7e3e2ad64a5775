import type { Plan } from '../core/plan.ts';
import type { AnswerLinkReader, AnswerLinks, Secrets } from '../core/ports.ts';
import { answerToken, readToken } from '../wire/answer-link.ts';
import { withSecrets } from './secrets.ts';

interface Ports {
  readonly plan: () => Plan;
  readonly secrets: Secrets;
  /** This installation's own key, where the config names none. */
  readonly own: () => Promise<string>;
}

/** Answer links, signed with the config's key or its own. Secrets are read anew for every link: one can be rotated at any time. */
export function answerLinks({ plan, secrets, own }: Ports): AnswerLinks & AnswerLinkReader {
  const keys = async (): Promise<readonly [string, ...string[]]> => {
    const { answerKey = await own(), answerKeyBefore } = plan().console;
    const { settings } = await withSecrets({ answerKey, answerKeyBefore }, secrets);
    const before = settings.answerKeyBefore;
    return [long(settings.answerKey), ...(before === undefined ? [] : [long(before)])];
  };
  return {
    sign: async (ask) => {
      const publicUrl = plan().console.publicUrl?.replace(/\/$/, '');
      return publicUrl === undefined ? undefined : `${publicUrl}/a/${answerToken((await keys())[0], ask)}`;
    },
    read: async (token) => readToken(await keys(), token),
  };
}

/** A key that can be guessed signs nothing. */
export class WeakKey extends Error {
  override readonly name = 'WeakKey';
}

/** Fewer characters than this can be guessed (RFC 2104 section 3). */
const SHORTEST = 32;

function long(key: string): string {
  if (key.length >= SHORTEST) return key;
  throw new WeakKey(
    `the console's answer-key has ${key.length} characters: ${SHORTEST} random ones at least are needed, as \`openssl rand -base64 32\` makes them`,
  );
}
