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
  /** The client certificate to show where a server asks for one. */
  readonly identity?: Identity;
  /** Adds a line to the trace; costs nothing where nobody asked for one. */
  note(line: () => string): void;
  readonly trace?: readonly string[];
}

/** What of a kind's settings every check over the wire needs. */
export interface Target {
  /** A URL of any scheme; its host is what the operator named, its credentials and query are secrets (W5, W7). */
  readonly url?: string | undefined;
  /** Where there is no URL: the host that the operator named. */
  readonly host?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ca?: string | undefined;
  readonly identity?: Identity | undefined;
  /** Values in the settings that must not be repeated although no reference brought them. */
  readonly secrets?: readonly string[];
}

/** Who we are to a server that asks for a client certificate, as PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** Starts a check now. The caller ends its deadline, whatever happens. */
export function startCheck(target: Target, context: ProbeContext): Check {
  const url = target.url === undefined ? undefined : new URL(target.url);
  const redact = redactor(secretsOf([...context.secrets, ...(target.secrets ?? [])], url, target.headers ?? {}));
  const trace: string[] = [];
  return {
    guard: addressGuard(url?.hostname ?? target.host ?? '', context.allowNetworks),
    redact,
    ...(context.nameServers ? { nameServers: context.nameServers } : {}),
    ...(target.ca === undefined ? {} : { ca: target.ca }),
    ...(target.identity === undefined ? {} : { identity: target.identity }),
    note: (line) => {
      if (context.trace) trace.push(redact(line()));
    },
    ...(context.trace ? { trace } : {}),
    deadline: startDeadline(context.timeout),
  };
}

/** The same check, which from now on keeps these values to itself too: what a peer handed out on the way (W7). */
export function hiding(check: Check, secrets: readonly string[]): Check {
  if (secrets.length === 0) return check;
  const more = redactor(secrets);
  const redact = (text: string) => more(check.redact(text));
  return { ...check, redact, note: (line) => check.note(() => redact(line())) };
}
