import { plainLine } from '../../core/message/plain.ts';
import { withoutSecrets } from '../../diagnosis/logs/redact.ts';

export interface KubeEvent {
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly involvedObject?: { readonly name?: string };
}

/** More is no evidence for people. */
const WARNINGS = 10;

/** Warnings about the workload and what it made, the newest first, each once. Names of what it made begin with its own. */
export function warningsOf(events: readonly KubeEvent[], name: string): readonly string[] {
  const mine = events.filter(({ involvedObject: of }) => of?.name === name || of?.name?.startsWith(`${name}-`));
  const at = ({ lastTimestamp, eventTime }: KubeEvent) => lastTimestamp ?? eventTime ?? '';
  const lines = mine
    .toSorted((a, b) => (at(a) < at(b) ? 1 : -1))
    .map(({ reason = '', message = '', count = 1 }) => {
      const text = plainLine(withoutSecrets(`${reason}: ${message}`), 300);
      return count > 1 ? `${text} (${count} times)` : text;
    });
  return [...new Set(lines)].slice(0, WARNINGS);
}
