import type { Delivery } from '../core/escalation/delivery.ts';

/** What an examination found. A problem has its cure: what to do, in a sentence. */
export type Finding =
  | { readonly is: 'ok' | 'note'; readonly text: string; readonly cure?: string }
  | { readonly is: 'problem'; readonly text: string; readonly cure: string };

export const ok = (text: string): Finding => ({ is: 'ok', text });
/** Worth knowing, and no reason to stop. */
export const note = (text: string, cure?: string): Finding => ({
  is: 'note',
  text,
  ...(cure !== undefined && { cure }),
});
export const problem = (text: string, cure: string): Finding => ({ is: 'problem', text, cure });

/** A provider that refuses a question, or does not answer it; `cure` is for what it refuses. */
export const refusal = (who: string, delivery: Delivery, cure: string): Finding => {
  const why = delivery.is === 'accepted' ? 'its answer is not one that we know' : delivery.why;
  return delivery.is === 'permanent'
    ? problem(`${who}: ${why}`, cure)
    : problem(`${who} cannot be asked: ${why}`, 'See that this machine reaches it, and look again.');
};

/** What only a message can prove. */
export const onlyMessage = (channel: string, what: string): Finding =>
  note(`only a message can tell ${what}`, `\`tocsin channels test ${channel}\` sends one.`);
