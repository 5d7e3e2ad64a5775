import * as z from 'zod';
import { systemClock } from '../../adapters/system/clock.ts';
import { planOnAws } from '../../config/compile/aws.ts';
import { secretsOf } from '../../config/secrets.ts';
import { nameOf, secretName } from '../../core/installation.ts';
import { examinationsOnAws } from '../../doctor/aws/examinations.ts';
import { examinations, type Patient } from '../../doctor/doctor.ts';
import { client } from '../client.ts';
import { type ConfigFile, installationIn } from '../config-file.ts';
import type { Io } from '../io.ts';
import { VERSION } from '../version.ts';

const health = z.looseObject({ version: z.string() });

/** The installation of a config on AWS, its secrets read where its functions read them. */
export async function onAws(path: string, file: ConfigFile, io: Io) {
  const { plan } = file;
  const installation = installationIn(path, file);
  // AWS's clients take a moment to load, and most commands need none.
  const { openInstallation } = await import('../../adapters/aws/installation.ts');
  const aws = openInstallation(installation, systemClock);
  const publicUrl = plan.console.publicUrl ?? (await aws.address());
  const here = planOnAws(plan, installation);
  const patient: Patient = {
    plan: publicUrl === undefined ? here : { ...here, console: { ...here.console, publicUrl } },
    secrets: aws.secrets,
    clock: systemClock,
    referred: secretsOf(plan),
    setSecret: (name) =>
      `Put it where the functions look for it: ${secretName(installation, name)} in ${installation.home}.`,
  };
  const around = {
    ...aws,
    installation,
    version: VERSION,
    deploy: `npx cdk deploy --all -c config=${path}`,
    ask: async () => health.parse(await client({ config: path, target: 'aws' }, io).get('/healthz')).version,
    followers: (region: string) => aws.followers(region, nameOf(installation, 'emergency')),
  };
  return { patient, examinations: [...examinationsOnAws(patient, around), ...examinations(patient)], close: aws.close };
}
