import { grammarOf } from '../../../core/scenario/grammar.ts';
import type { Expected, Grammar } from '../../../core/scenario/scenario.ts';
import type { Account } from '../account.ts';
import { INCIDENT_SENTENCES } from './incidents.ts';
import { PAGE_SENTENCES } from './pages.ts';
import { REMEDY_SENTENCES } from './remedies.ts';
import type { Held, Sentence } from './sentence.ts';
import { SEVERITY_SENTENCES } from './severities.ts';

/** Everything that can be expected; the first pattern that fits a sentence counts. */
export const SENTENCES: readonly Sentence[] = [
  ...SEVERITY_SENTENCES,
  ...INCIDENT_SENTENCES,
  ...PAGE_SENTENCES,
  ...REMEDY_SENTENCES,
];

export const GRAMMAR: Grammar = grammarOf(SENTENCES.map(({ pattern }) => pattern));

/** Whether what was expected held. Throws where the sentence is none of this table's. */
export function judge(account: Account, { pattern, said, text }: Expected): Held {
  const found = SENTENCES.find((each) => each.pattern === pattern);
  if (!found) throw new Error(`no sentence reads '${text}'`);
  return found.judge(account, said);
}
