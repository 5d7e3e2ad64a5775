import type { CheckResult, Phases } from '../../core/check/check.ts';
import type { Code } from '../../core/check/codes.ts';
import { took } from './took.ts';

const PHASES = { dns: 'DNS', connect: 'connect', tls: 'TLS', wait: 'first byte', transfer: 'body' } as const;
type Phase = keyof typeof PHASES;

/** The phase that a code is of; where it may be of several, what was measured says which. */
const BROKE: Readonly<Partial<Record<Code, Phase>>> = {
  dns_nxdomain: 'dns',
  dns_servfail: 'dns',
  dns_timeout: 'dns',
  dns_mismatch: 'dns',
  tcp_refused: 'connect',
  connect_timeout: 'connect',
  blocked_address: 'connect',
  tls_expired: 'tls',
  tls_not_yet_valid: 'tls',
  tls_self_signed: 'tls',
  tls_wrong_host: 'tls',
  tls_incomplete_chain: 'tls',
  tls_timeout: 'tls',
  tls_failed: 'tls',
  body_too_large: 'transfer',
  body: 'transfer',
  json: 'transfer',
};
const MEASURED: ReadonlySet<Code> = new Set(['deadline', 'slow', 'tcp_reset']);

/** `first byte`: where a check broke; `undefined` where nothing tells. */
export function brokenPhase({ code, phases }: Pick<CheckResult, 'code' | 'phases'>): string | undefined {
  const phase = BROKE[code] ?? (MEASURED.has(code) ? longest(phases) : undefined);
  return phase && PHASES[phase];
}

/** `DNS 3 ms, connect 12 ms, first byte 9.9 s`. */
export const phasesInWords = (phases: Phases): string =>
  (Object.keys(PHASES) as Phase[])
    .flatMap((phase) => (phases[phase] === undefined ? [] : [`${PHASES[phase]} ${took(phases[phase])}`]))
    .join(', ');

/** A phase that never ended is not measured: what is left of the whole was spent in the one after the last that was. */
function longest(phases: Phases): Phase | undefined {
  const all = Object.keys(PHASES) as Phase[];
  const known = all.filter((phase) => phases[phase] !== undefined);
  const most = known.toSorted((a, b) => phases[b]! - phases[a]!)[0];
  if (most === undefined) return undefined;
  const rest = phases.total - known.reduce((sum, phase) => sum + phases[phase]!, 0);
  if (rest <= phases[most]!) return most;
  const last = known.at(-1)!;
  // Plain HTTP has no TLS.
  return last === 'connect' ? 'wait' : all[all.indexOf(last) + 1];
}
