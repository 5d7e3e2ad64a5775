import type { WorkloadRef } from '../kinds.ts';
import { nextCommands } from './commands.ts';
import type { Diagnosis } from './diagnosis.ts';
import { isWell } from './well.ts';

/** A line of evidence, and what it is, for whoever paints it. */
export interface Line {
  readonly tone: 'plain' | 'dim' | 'missing' | 'command';
  readonly text: string;
}

/** What stands below a summary: all that was seen and is not as it should be, what is missing, and what to type next. */
export function* diagnosisLines(ref: WorkloadRef, diagnosis: Diagnosis, container?: string): Iterable<Line> {
  const { rollout, troubles, findings = [], logs = [], warnings, missing } = diagnosis;
  if (rollout && rollout.is !== 'done') yield { tone: 'plain', text: rollout.text };
  for (const { pod, container: of, reason, detail } of troubles)
    yield { tone: 'plain', text: `${pod}${within(of)}: ${reason}${detail ? `, ${detail}` : ''}` };
  for (const { text, pod, container: of } of findings)
    yield { tone: 'plain', text: pod === undefined ? text : `${pod}${within(of)} says: ${text}` };
  for (const warning of warnings) yield { tone: 'dim', text: warning };
  for (const { pod, container: of, previous, lines } of logs) {
    yield { tone: 'dim', text: `log of ${pod}${within(of)}${previous ? ', before it was restarted' : ''}:` };
    for (const line of lines) yield { tone: 'dim', text: `  ${line}` };
  }
  for (const [what, why] of Object.entries(missing)) yield { tone: 'missing', text: `${what}: ${why}` };
  if (isWell(diagnosis)) return;
  for (const command of nextCommands(ref, diagnosis, container)) yield { tone: 'command', text: command };
}

const within = (container: string | undefined): string => (container === undefined ? '' : ` (${container})`);
