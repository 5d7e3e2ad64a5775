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
