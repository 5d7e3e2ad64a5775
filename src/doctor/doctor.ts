import type { Finding } from '../channels/finding.ts';
import type { Plan } from '../core/plan.ts';
import type { Clock, Secrets } from '../core/ports.ts';
import { reasonOf } from '../core/reason.ts';
import { address } from './address.ts';
import { channel } from './channel.ts';
import { clock } from './clock.ts';
import { heartbeat } from './heartbeat.ts';
import { secret } from './secret.ts';

export interface Patient {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Names of the secrets that the config refers to, each with where. */
  readonly referred: ReadonlyMap<string, readonly string[]>;
  /** How a secret is set there, a sentence. */
  readonly setSecret: (name: string) => string;
}

/** One thing that is looked at. */
export interface Examination {
  readonly what: string;
  readonly examine: (patient: Patient) => Promise<readonly Finding[]>;
}

/** Everything that has to be in order anywhere for a page to arrive and be answered, in the order it is told. */
export function examinations({ plan, referred }: Patient): readonly Examination[] {
  return [
    ...[...referred.keys()].map((name) => ({ what: `secret ${name}`, examine: secret(name) })),
    ...Object.keys(plan.channels).map((name) => ({ what: `channel ${name}`, examine: channel(name) })),
    { what: 'answers', examine: address },
    { what: 'clock', examine: clock },
    { what: 'heartbeat', examine: heartbeat },
  ];
}

export interface Found {
  readonly what: string;
  readonly findings: readonly Finding[];
}

/** Looks at everything at once, and tells each in its order as soon as it can. An examination that breaks is a problem of its own. */
export async function examineAll(
  patient: Patient,
  examinations: readonly Examination[],
  tell: (found: Found) => void,
): Promise<readonly Found[]> {
  const all: Found[] = [];
  const begun = examinations.map(({ what, examine }) => ({
    what,
    findings: examine(patient).catch((error: unknown): readonly Finding[] => [
      { is: 'problem', text: reasonOf(error), cure: 'This is a bug of Tocsin: please report it.' },
    ]),
  }));
  for (const { what, findings } of begun) {
    const found = { what, findings: await findings };
    all.push(found);
    tell(found);
  }
  return all;
}
