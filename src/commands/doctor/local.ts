import { variableOf } from '../../adapters/node/secrets.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { secretsOf } from '../../config/secrets.ts';
import { examinations, type Patient } from '../../doctor/doctor.ts';
import type { ConfigFile } from '../config-file.ts';

/** A config as it runs on this machine. */
export async function onThisMachine(_path: string, { plan, secrets }: ConfigFile) {
  const patient: Patient = {
    plan,
    secrets,
    clock: systemClock,
    referred: secretsOf(plan),
    setSecret: (name) => `Set ${variableOf(name)} in the environment or in a .env file beside the config.`,
  };
  return { patient, examinations: examinations(patient), close: () => {} };
}
