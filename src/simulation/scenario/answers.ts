import type { Answer } from '../../core/incident/answer.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { effect } from '../../core/remedy/due-remedies.ts';
import type { Reaction } from '../../core/scenario/scenario.ts';

/** `undefined` where there is nothing to answer: acknowledged already, or no plan to approve yet. */
export function answerOf(by: string, does: Reaction, head: Incident, via: string, remedy = ''): Answer | undefined {
  const who = { incident: head.id, by, via };
  const planned = effect(head, 'plan', remedy);
  const answers: { readonly [R in Reaction]: () => Answer | undefined } = {
    acknowledges: () => (head.attention.is === 'nobody' ? { action: 'acknowledge', ...who } : undefined),
    escalates: () => ({ action: 'escalate', ...who }),
    approves: () =>
      planned?.state.is === 'done' && planned.state.got.is === 'planned'
        ? { action: 'approve', ...who, remedy, hash: planned.state.got.intent.hash }
        : undefined,
    refuses: () => (planned ? { action: 'refuse', ...who, remedy } : undefined),
  };
  return answers[does]();
}
