import type { Said, Slot } from '../../../core/scenario/scenario.ts';
import type { Instant } from '../../../core/time/instant.ts';
import type { Account } from '../account.ts';

/** Whether a sentence held. `note`: how, in a few words. `at`: the moment that decided it. `instead`: what happened. */
export type Held =
  | { readonly holds: true; readonly note: string; readonly at?: Instant }
  | { readonly holds: false; readonly at: Instant; readonly instead: string };

/** Something that can be said of what Tocsin does: a pattern, what it means, and how it is judged. */
export interface Sentence {
  readonly pattern: string;
  readonly means: string;
  readonly judge: (account: Account, said: Partial<Said>) => Held;
}

/** The slots of a pattern, read off its capital words; those in brackets may be missing. */
type SlotsOf<Pattern extends string> = {
  readonly [K in Slot as Pattern extends `${string}${Uppercase<K>}${string}`
    ? K
    : never]: Pattern extends `${string}[${string}${Uppercase<K>}${string}` ? Said[K] | undefined : Said[K];
};

/** One row of the table of sentences, its judge typed by its own capital words. */
export const sentence = <const Pattern extends string>(
  pattern: Pattern,
  means: string,
  judge: (account: Account, said: SlotsOf<Pattern>) => Held,
): Sentence => ({
  pattern,
  means,
  // The grammar fills exactly the slots that the pattern has.
  judge: (account, said) => judge(account, said as unknown as SlotsOf<Pattern>),
});

export const held = (note: string, at?: Instant): Held => ({ holds: true, note, ...(at !== undefined && { at }) });
export const broken = (at: Instant, instead: string): Held => ({ holds: false, at, instead });
