import { composeAt } from '../../compose/cli.ts';
import { engineAt } from '../../compose/engine.ts';
import { diagnose } from '../../compose/evidence/diagnose.ts';
import { partsOf } from '../../compose/evidence/parts.ts';
import { runningNow } from '../../compose/running.ts';
import { keyOf, type ServiceRef, serviceOf } from '../../compose/service.ts';
import { PATIENCE } from '../../diagnosis/inquiry.ts';
import type { Placed, Platform } from './platform.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Services of Docker Compose on this machine. `environment`: where `docker` is found. */
export const compose = (environment: Environment): Platform => ({
  name: 'compose',
  called: 'Docker Compose',
  placed: (monitor) => {
    const ref = serviceOf(monitor);
    return ref && onMachine(ref, environment);
  },
});

const onMachine = (ref: ServiceRef, environment: Environment): Placed => ({
  key: keyOf(ref),
  about: ref,
  reach: async (timeout, memory) => ({
    service: { ref, engine: engineAt(ref.socket, timeout), compose: composeAt(ref.socket, environment), memory },
  }),
  running: async (timeout) => {
    const seen = await runningNow(engineAt(ref.socket, timeout), ref);
    if ('why' in seen) throw new Error(seen.why);
    return seen;
  },
  diagnose: async ({ zone }) => {
    const diagnosis = await diagnose(engineAt(ref.socket, PATIENCE.each), ref, { zone });
    const { summary, missing, isWell } = diagnosis;
    return { summary, missing, isWell, diagnosis, parts: partsOf(diagnosis, ref, zone) };
  },
});
