import type { Command } from 'commander';
import { stringify } from 'yaml';
import { rbacOf, type Subject } from '../kubernetes/rbac.ts';
import { DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';

interface Options {
  readonly config?: string;
  readonly cluster?: string;
  readonly principal?: string;
  readonly namespace: string;
}

/** What a cluster has to allow, as YAML for `kubectl apply -f -`; nothing is asked of it. Exit 2 where the config has no such cluster. */
export async function rbac(
  { config: path = DEFAULT_CONFIG, cluster: named, principal, namespace }: Options,
  io: Io,
): Promise<Exit> {
  const { plan } = openConfig(path, io);
  const known = Object.keys(plan.clusters);
  const cluster = named ?? known[0];
  if (cluster === undefined || !known.includes(cluster))
    throw new Failure(
      cluster === undefined
        ? `${path} has no clusters: name them in \`clusters\`, and what runs a monitor in its \`workload\``
        : `there is no cluster '${cluster}'; there are ${known.join(', ')}`,
      EXIT.config,
    );
  if (named === undefined && known.length > 1)
    throw new Failure(`there are several clusters: choose one with --cluster (${known.join(', ')})`, EXIT.config);
  const eks = plan.clusters[cluster]!.eks as { readonly name: string; readonly region: string } | undefined;
  const subject: Subject = eks
    ? { kind: 'Group', name: 'tocsin' }
    : { kind: 'ServiceAccount', name: 'tocsin', namespace };
  const manifests = rbacOf(plan, cluster, subject);
  if (manifests.length === 0)
    throw new Failure(`no monitor has a workload in '${cluster}': there is nothing to allow`, EXIT.config);
  for (const line of eks ? entryOf(eks, principal) : tokenOf(namespace)) io.out(`# ${line}`);
  io.out(
    manifests
      .map((each) => stringify(each))
      .join('---\n')
      .trimEnd(),
  );
  return EXIT.ok;
}

/** How an identity of AWS becomes the group that the roles are bound to. */
const entryOf = ({ name, region }: { readonly name: string; readonly region: string }, principal = 'ROLE_ARN') => [
  'Who Tocsin is on AWS becomes the group `tocsin` in the cluster, which these roles are bound to:',
  `aws eks create-access-entry --region ${region} --cluster-name ${name} --kubernetes-groups tocsin --principal-arn ${principal}`,
];

const tokenOf = (namespace: string) => [
  'A token of this service account goes into the kubeconfig that Tocsin is given:',
  `kubectl create token tocsin --namespace ${namespace} --duration 8760h`,
];

export const describeRbac = (command: Command): Command =>
  command
    .description('the least that a Kubernetes cluster has to allow for this config, as YAML; nothing is asked of it')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('--cluster <name>', 'one of `clusters`, where there are several')
    .option('--principal <arn>', 'of EKS: the role or user that Tocsin runs as')
    .option('--namespace <name>', 'where the service account goes, of clusters that are not EKS', 'tocsin')
    .addHelpText(
      'after',
      '\nReading is allowed in the namespaces of workloads, changing only of workloads whose remedy may act (ask, auto), by name. The last role reads the log of ingress-nginx: leave it out where there is none.\n\nExamples:\n  tocsin rbac -f tocsin.yaml | kubectl apply -f -\n  tocsin rbac --cluster prod --principal arn:aws:iam::123456789012:role/tocsin\n',
    );
