import { latestIn } from '../src/adapters/aws/results.ts';
import type { RemedyKind } from '../src/remedies/define.ts';
import { clustersOf } from '../src/runtime/clusters.ts';
import { diagnoserOf } from '../src/runtime/diagnoser.ts';
import { remediesOf } from '../src/runtime/remedies/remedies.ts';
import { versionsOf } from '../src/runtime/versions.ts';
import { examine } from './examine.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { ownIdentity } from './lambda/identity.ts';
import { remedyInput } from './lambda/inputs.ts';
import { kindNames, kindsOf } from './lambda/kinds.ts';
import { measured } from './lambda/measured.ts';
import { secretsOf } from './lambda/secrets.ts';
import { recorder } from './recorder.ts';
import { remedy } from './remedy.ts';

const logger = loggerOf('remedy');
const ports = measured(host(), logger);
const { here, table, clock, plan } = ports;
const { workloads } = table;
const kinds = await kindsOf<RemedyKind>('remedy', kindNames(here.plan.remedies));
const secrets = secretsOf(here);
const clusters = clustersOf({ plan, secrets, clock, environment: process.env, identity: ownIdentity });

const remedies = remediesOf({ remedies: kinds, clock, plan, secrets, clusters, workloads });
const diagnoser = diagnoserOf({ plan, clock, clusters, workloads, evidence: table.evidence });
const act = remedy({ ...ports, diagnoser, remedies });
const look = examine({ ...ports, remedies });
const record = recorder({
  plan,
  clock,
  workloads,
  deploys: table.deploys,
  versions: versionsOf({ plan, clusters }),
  latest: () => latestIn(table.memory, plan()),
  onError: (where, error) => logger.error(where, error as Error),
});

/** Called by the workflow for remedies, and each minute by the scheduler for what runs (G2): one function knows clusters. */
export const handler = lambda(
  'remedy',
  remedyInput,
  async (input) => ('record' in input ? record() : 'examine' in input ? look(input.examine) : act(input)),
  {
    logger,
    settled: ports.settled,
  },
);
