import { note, ok } from '../channels/finding.ts';
import type { Examination } from './doctor.ts';

/** A process that has died calls nobody: somebody else has to notice. */
export const heartbeat: Examination['examine'] = async ({ plan }) =>
  plan.heartbeat === undefined
    ? [
        note(
          'nobody notices when Tocsin itself dies',
          'Set `heartbeat: { to: … }` to a service that calls you when it hears nothing.',
        ),
      ]
    : [ok('a service outside notices when Tocsin itself dies')];
