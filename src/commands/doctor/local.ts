import { awsIdentity } from '../../adapters/aws/identity.ts';
import { variableOf } from '../../adapters/node/secrets.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { serviceOf } from '../../compose/service.ts';
import { secretsOf } from '../../config/secrets.ts';
import { cluster } from '../../doctor/cluster.ts';
import { examinations, type Patient } from '../../doctor/doctor.ts';
import { service } from '../../doctor/service.ts';
import type { ConfigFile } from '../config-file.ts';
import type { Io } from '../io.ts';

/** A config as it runs on this machine. */
export async function onThisMachine(_path: string, { plan, secrets }: ConfigFile, { environment }: Io) {
  const patient: Patient = {
    plan,
    secrets,
    clock: systemClock,
    referred: secretsOf(plan),
    setSecret: (name) => `Set ${variableOf(name)} in the environment or in a .env file beside the config.`,
  };
  // What runs on AWS enters clusters as itself: this machine cannot look for it.
  const clusters = Object.keys(plan.clusters).map((name) => ({
    what: `cluster ${name}`,
    examine: cluster(name, { environment, identity: awsIdentity }),
  }));
  const services = Object.values(plan.monitors)
    .filter((monitor) => serviceOf(monitor) !== undefined)
    .map(({ name }) => ({ what: `service of ${name}`, examine: service(name, environment) }));
  return { patient, examinations: [...examinations(patient), ...clusters, ...services], close: () => {} };
}
