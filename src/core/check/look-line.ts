import type { CheckResult, Phases } from './check.ts';
import type { Code } from './codes.ts';

type Phase = Exclude<keyof Phases, 'total'>;

/** A look as one line of a structured log: what metrics have no room for. */
export interface LookLine extends Pick<CheckResult, 'monitor' | 'slot' | 'verdict' | 'code' | 'text' | 'phases'> {
  readonly region: string;
  /** Where it went wrong: a phase of the connection, or what was answered; absent where nothing did. */
  readonly failingPhase?: Phase | 'answer';
  /** Of HTTP, and of what is built on it. */
  readonly status?: string | number | boolean;
  readonly cold?: true;
  /** The code of the first look, where a second one is what counted (I2). */
  readonly retried?: Code;
}

/** On AWS a location is a region. */
export function lookLine(result: CheckResult): LookLine {
  const { monitor, location: region, slot, verdict, code, text, phases, observed, cold, retried } = result;
  const failingPhase = phaseOf(result);
  return {
    monitor,
    region,
    slot,
    verdict,
    code,
    text,
    phases,
    ...(failingPhase && { failingPhase }),
    ...(observed.status !== undefined && { status: observed.status }),
    ...(cold && { cold }),
    ...(retried && { retried: retried.code }),
  };
}

const ORDER: readonly Phase[] = ['dns', 'connect', 'tls', 'wait', 'transfer'];

/** Codes that name their phase themselves. */
const NAMED: readonly (readonly [RegExp, Phase])[] = [
  [/^dns_(?!mismatch)/, 'dns'],
  [/^(tcp_refused|connect_timeout|blocked_address|ping_lost)$/, 'connect'],
  [/^tls_/, 'tls'],
];

function phaseOf({ verdict, code, phases, expectations }: CheckResult): LookLine['failingPhase'] {
  if (verdict === 'up' || verdict === 'unknown') return undefined;
  const named = NAMED.find(([like]) => like.test(code));
  if (named) return named[1];
  if (expectations.some(({ ok }) => !ok)) return 'answer';
  // A deadline, a connection that broke: whatever was under way last.
  return ORDER.findLast((phase) => phases[phase] !== undefined) ?? 'answer';
}
