import { sourcesOf } from '../../core/evidence/sources.ts';
import type { EvidencePlan, Plan } from '../../core/plan.ts';
import type { Clock, Secrets } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';
import { checks } from '../../evidence/checks.ts';
import type { EvidenceKind, Gathered, Looks, Subject } from '../../evidence/define.ts';
import type { Platform } from '../../probes/define.ts';
import { redactor } from '../../probes/wire/redact.ts';
import { deadline, LATE } from '../../wire/deadline.ts';
import { withSecrets } from '../secrets.ts';
import { gatheredWithin } from './bounds.ts';
import type { Sources } from './source.ts';

export interface ConfiguredPorts {
  readonly kinds: ReadonlyMap<string, EvidenceKind>;
  readonly plan: () => Plan;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly platform: Platform;
  readonly looksAt: (monitor: string) => Looks;
}

/** Milliseconds for a source, and for it with its secrets and its bugs: together within the 8 s that evidence may take. */
const EACH = 7_000;
const ALL = 8_000;

/** What the checks saw comes first on the page, always; it is told last. The others say something only where it is telling. */
const CHECKS = { place: 0, tells: 2 } as const;
const OTHERS = { place: 2, tells: 1 } as const;

/** The sources of the config that a monitor has, and the checks themselves, which are asked also where none is named. */
export const configuredSources =
  (ports: ConfiguredPorts): Sources =>
  (subject) => {
    const named = sourcesOf(ports.plan(), subject.monitor.name);
    const own = named.some(({ kind }) => kind === checks.kind) ? [] : [DEFAULT_CHECKS];
    return [...own, ...named].map((source) => ({
      ...(source.kind === checks.kind ? CHECKS : OTHERS),
      ask: () => ask(ports, source, subject),
    }));
  };

const DEFAULT_CHECKS: EvidencePlan = { name: 'checks', kind: checks.kind, settings: { looks: 5 } };

async function ask(ports: ConfiguredPorts, source: EvidencePlan, subject: Subject): Promise<Gathered> {
  const { plan, clock, secrets, platform, looksAt } = ports;
  let hide = (text: string) => text;
  try {
    const kind = source.kind === checks.kind ? (checks as EvidenceKind) : ports.kinds.get(source.kind);
    if (!kind) throw new Error(`there is no kind of evidence '${source.kind}'`);
    const until = deadline(ALL);
    const resolved = await until.wait(withSecrets(source.settings, secrets));
    if (resolved === LATE) return missing(source, 'its secrets could not be read in time');
    hide = redactor(resolved.values);
    const collected = await until.wait(
      kind.collect(resolved.settings as never, subject, {
        source: source.name,
        now: clock.now(),
        timeout: Math.max(0, Math.min(EACH, until.left() - (ALL - EACH))),
        zone: plan().timezone,
        allowNetworks: plan().allowNetworks,
        secrets: resolved.values,
        platform,
        looks: looksAt(subject.monitor.name),
      }),
    );
    return collected === LATE ? missing(source, 'no answer in time') : gatheredWithin(collected, hide);
  } catch (error) {
    return gatheredWithin(missing(source, reasonOf(error)), hide);
  }
}

const missing = ({ name }: EvidencePlan, why: string): Gathered => ({ parts: [], missing: { [name]: why } });
