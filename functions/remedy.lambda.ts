import { Functions } from '../src/adapters/aws/invoke.ts';
import { remoteDiagnose } from '../src/adapters/aws/remote-diagnose.ts';
import { remoteObserver } from '../src/adapters/aws/remote-observer.ts';
import { latestIn } from '../src/adapters/aws/results.ts';
import type { EvidenceKind } from '../src/evidence/define.ts';
import type { RemedyKind } from '../src/remedies/define.ts';
import { clustersOf } from '../src/runtime/clusters.ts';
import { diagnoserOf } from '../src/runtime/diagnoser.ts';
import { configuredSources } from '../src/runtime/evidence/configured.ts';
import { looksOf } from '../src/runtime/evidence/subject.ts';
import { workloadSource } from '../src/runtime/evidence/workload.ts';
import { githubDeploymentsOf } from '../src/runtime/github-deployments.ts';
import { knownSecrets } from '../src/runtime/known-secrets.ts';
import { kubernetes } from '../src/runtime/platforms/kubernetes.ts';
import { remediesOf } from '../src/runtime/remedies/remedies.ts';
import { withSecrets } from '../src/runtime/secrets.ts';
import { versionsOf } from '../src/runtime/versions.ts';

import { diagnose } from './diagnose.ts';
import { examine } from './examine.ts';
import { lambda, loggerOf } from './lambda/handler.ts';
import { host } from './lambda/host.ts';
import { ownIdentity } from './lambda/identity.ts';
import { type RemedyInput, remedyInput } from './lambda/inputs.ts';
import { kindNames, kindsOf } from './lambda/kinds.ts';
import { measured } from './lambda/measured.ts';
import { secretsOf } from './lambda/secrets.ts';
import { learnDeploys } from './learn-deploys.ts';
import { recorder } from './recorder.ts';
import { remedy } from './remedy.ts';

const logger = loggerOf('remedy');
const ports = measured(host(), logger);
const { here, table, clock, plan } = ports;
const { workloads } = table;
const kinds = await kindsOf<RemedyKind>('remedy', kindNames(here.plan.remedies));
const evidenceKinds = await kindsOf<EvidenceKind>('evidence', kindNames(here.plan.evidence ?? {}));
const secrets = secretsOf(here);
const clusters = clustersOf({ plan, secrets, clock, environment: process.env, identity: ownIdentity });
// What runs on one machine is out of reach from here.
const platforms = [kubernetes(clusters)];

const remedies = remediesOf({ remedies: kinds, clock, plan, secrets, platforms, workloads });
const functions = new Functions();
// Of those that this function may read.
const known = () => {
  const { remedies: acts, clusters: places, evidence, deploys } = plan();
  return knownSecrets([acts, places, evidence, deploys?.github?.token], secrets);
};
const latest = () => latestIn(table.memory, plan());
/** Looks at once start as many functions, in milliseconds each. */
const STARTS = 3_000;
const observer = remoteObserver({ ...here, plan, clock, functions });
const looksAt = looksOf({ clock, observer, latest, way: STARTS });
const diagnoser = diagnoserOf({
  plan,
  clock,
  evidence: table.evidence,
  sources: [
    workloadSource({ plan, platforms, workloads, known }),
    configuredSources({ kinds: evidenceKinds, plan, clock, secrets, platform: 'lambda', looksAt }),
  ],
});
const onError = (where: string, error: unknown) => logger.error(where, error as Error);
const act = remedy({ ...ports, remedies, diagnose: remoteDiagnose(functions, here.installation) });
const see = diagnose({ ...ports, diagnoser });
const ask = examine({ ...ports, remedies });
const learn = learnDeploys({
  plan,
  clock,
  deploys: table.deploys,
  resolved: async (text) => (await withSecrets(text, secrets)).settings,
  deployments: githubDeploymentsOf(clock),
  onError,
});
const look = recorder({
  plan,
  clock,
  workloads,
  deploys: table.deploys,
  versions: versionsOf({ plan, platforms }),
  latest,
  onError,
});

type Doers = { readonly [D in RemedyInput['does']]: (input: Extract<RemedyInput, { does: D }>) => Promise<unknown> };
/** Each minute: what runs, and what went live. */
const record = async () => ({ ...(await look()), ...(await learn()) });
/** One function knows clusters: the workflow calls it for remedies, the scheduler each minute for what runs (G2). */
const DOES: Doers = { work: act, diagnose: see, record, examine: ({ remedy: name }) => ask(name) };

/** The table is typed by what is asked; an input says what that is, so the two always match. */
export const handler = lambda(
  'remedy',
  remedyInput,
  async (input) => (DOES[input.does] as (asked: RemedyInput) => Promise<unknown>)(input),
  { logger, settled: ports.settled },
);
