import type { CheckResult } from '../core/check/check.ts';
import type { Line } from '../core/incident/incident.ts';
import type { Message } from '../core/message/message.ts';

/** What a daemon tells whoever started it: the terminal, or a test. */
export interface Reporter {
  checked(result: CheckResult): void;
  /** A line of an incident's timeline, as it is written. */
  line(incident: string, line: Line): void;
  /** A message on the console channel. */
  message(message: Message): void;
  /** Something that only whoever runs Tocsin can do. */
  notice(text: string): void;
  /** Something inside Tocsin failed; it goes on. */
  error(where: string, error: unknown): void;
}
