import { describe, expect, it } from '@jest/globals';
import type { Certainty } from '../../../src/core/incident/failure.ts';
import type { Incident } from '../../../src/core/incident/incident.ts';
import { onlyBlind } from '../../../src/core/report/words.ts';
import { someIncident } from '../../support/store-samples.ts';

/** An incident whose cause and whose symptom are this certain. */
function incident(cause: Certainty, symptom?: Certainty, blind = false): Incident {
  const failure = (certainty: Certainty) => ({
    since: 0,
    verdict: 'down' as const,
    certainty,
    code: 'status' as const,
    text: 'answers 500',
    parts: [],
    from: 1,
    of: 1,
  });
  const failing = { ingress: failure(cause), ...(symptom && { backend: failure(symptom) }) };
  return someIncident({ blind, roots: ['ingress'], failing });
}

describe('one page and no more, while we may be blind (I3)', () => {
  it('is so until a look that can be trusted says otherwise: the control endpoint alone proves no failure', () => {
    expect(onlyBlind(incident('blind', 'blind', true))).toBe(true);
    expect(onlyBlind(incident('blind', 'blind'))).toBe(true);
    expect(onlyBlind(incident('confirmed'))).toBe(false);
  });

  it('is over once a symptom is confirmed, also while its cause recovers unseen: the levels go on', () => {
    expect(onlyBlind(incident('blind', 'confirmed'))).toBe(false);
  });
});
