import type { Look } from '../../src/core/check/look.ts';
import { list } from '../../src/core/message/sentence.ts';
import { reasonOf } from '../../src/core/reason.ts';

/** What a prober says by itself where no incident could take what it saw (rule 8): unconfirmed, and it says so. */
export function emergencyWords(name: string, location: string, looks: readonly Look[], why: unknown): string {
  const seen = list(looks.map(({ monitor, text }) => `${monitor} (${text})`));
  return `Tocsin emergency, ${name}: from ${location} not well: ${seen}. No incident could be opened, nobody else is paged: ${reasonOf(why)}. This is one look, not confirmed: look yourself.`;
}
