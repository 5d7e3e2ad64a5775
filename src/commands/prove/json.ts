import type { Instant } from '../../core/time/instant.ts';
import { CLAIMS, type Counterexample } from '../../simulation/proof/claims.ts';
import type { Proof } from '../../simulation/proof/prove.ts';

/** The proof for programs; moments are ISO 8601 in UTC, durations milliseconds. */
export const jsonOf = ({ from, until, counterexamples, times, covered, trusts }: Proof) => ({
  proven: counterexamples.length === 0,
  from: iso(from),
  until: iso(until),
  claims: CLAIMS.map((claim) => ({ claim, holds: counterexamples.every((each) => each.claim !== claim) })),
  times,
  counterexamples: counterexamples.map(counterexampleOf),
  covered,
  trusts,
});

const counterexampleOf = ({ example, ...rest }: Counterexample) => ({
  ...rest,
  example: {
    ...example,
    at: iso(example.at),
    meant: example.meant.map(({ until, ...meant }) => ({
      ...meant,
      ...(until !== undefined && { until: iso(until) }),
    })),
    ...(example.mutedUntil !== undefined && { mutedUntil: iso(example.mutedUntil) }),
    timeline: example.timeline.map(({ at, text }) => ({ at: iso(at), text })),
  },
});

const iso = (at: Instant): string => new Date(at).toISOString();
