import type { ProbeContext } from '../define.ts';
import { addressGuard, type Guard } from './addresses.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { type Redact, redactor, secretsOf } from './redact.ts';

/** What belongs to one check and to nothing else: its deadline, what it may connect to, what it must not repeat. */
export interface Check {
  readonly deadline: Deadline;
  readonly guard: Guard;
  readonly redact: Redact;
  readonly nameServers?: readonly string[];
  /** Authorities to trust in place of the public ones, as PEM. */
  readonly ca?: string;
  /** Adds a line to the trace; costs nothing where nobody asked for one. */
  note(line: () => string): void;
  readonly trace?: readonly string[];
}

/** What of a kind's settings every check over the wire needs. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ca?: string | undefined;
}

/** Starts a check now. The caller ends its deadline, whatever happens. */
export function startCheck(target: Target, context: ProbeContext): Check {
  const url = new URL(target.url);
  const redact = redactor(secretsOf(context.secrets, url, target.headers));
  const trace: string[] = [];
  return {
    guard: addressGuard(url.hostname, context.allowNetworks),
    redact,
    ...(context.nameServers ? { nameServers: context.nameServers } : {}),
    ...(target.ca === undefined ? {} : { ca: target.ca }),
    note: (line) => {
      if (context.trace) trace.push(redact(line()));
    },
    ...(context.trace ? { trace } : {}),
    deadline: startDeadline(context.timeout),
  };
}
