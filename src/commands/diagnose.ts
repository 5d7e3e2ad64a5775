import type { Command } from 'commander';
import { awsIdentity } from '../adapters/aws/identity.ts';
import { systemClock } from '../adapters/system/clock.ts';
import type { MonitorPlan } from '../core/plan.ts';
import { reasonOf } from '../core/reason.ts';
import { parseDuration } from '../core/time/instant.ts';
import { AccessError } from '../kubernetes/access/access.ts';
import { clustersOf } from '../runtime/clusters.ts';
import { compose } from '../runtime/platforms/compose.ts';
import { kubernetes } from '../runtime/platforms/kubernetes.ts';
import { type Placed, placedOn, type Seen } from '../runtime/platforms/platform.ts';
import { MissingSecret } from '../runtime/secrets.ts';
import { type ConfigFile, DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io, plain } from './io.ts';

/** What a config may lack, and says so by itself. */
const EXPECTED = [AccessError, MissingSecret];

interface Options {
  readonly config?: string;
  readonly output?: string;
  readonly since?: string;
}
interface Wanted {
  readonly monitor: string;
  readonly placed: Placed;
}
type Found = Wanted & ({ readonly seen: Seen } | { readonly why: string });

/** What the cluster, or Docker, says of what runs a monitor, or of all that name a workload; only reads. Exit 1 where something is not as it should be. */
export async function diagnoseWorkloads(
  monitor: string | undefined,
  { config: path = DEFAULT_CONFIG, output, since }: Options,
  io: Io,
): Promise<Exit> {
  const file = openConfig(path, io);
  const goodUntil = since === undefined ? undefined : systemClock.now() - ago(since);
  const found = await Promise.all(wanted(monitor, file, path, io).map((each) => look(each, file, goodUntil)));
  if (output === 'json') io.out(JSON.stringify({ found: found.map(forPrograms) }, null, 2));
  else for (const each of found) for (const line of linesOf(each, io)) io.out(line);
  return found.every(isFine) ? EXIT.ok : EXIT.notOk;
}

/** Milliseconds of a duration. Throws a `Failure`. */
function ago(length: string): number {
  const ms = parseDuration(length);
  if (ms === undefined) throw new Failure(`'${length}' is no duration; write it as 2h or 30m`, EXIT.config);
  return ms;
}

/** Monitors with a workload. Throws a `Failure` with what there is. */
function wanted(
  name: string | undefined,
  { plan, secrets }: ConfigFile,
  path: string,
  { environment }: Io,
): readonly Wanted[] {
  const ports = { plan: () => plan, secrets, clock: systemClock, environment, identity: awsIdentity };
  const platforms = [kubernetes(clustersOf(ports)), compose(environment)];
  const all = Object.values(plan.monitors).flatMap((monitor: MonitorPlan) => {
    const found = placedOn(platforms, plan, monitor.name);
    return found ? [{ monitor: monitor.name, placed: found.placed }] : [];
  });
  const chosen = all.filter(({ monitor }) => name === undefined || monitor === name);
  if (chosen.length > 0) return chosen;
  throw new Failure(
    all.length === 0
      ? `no monitor of ${path} says what runs it: add \`workload: { cluster, namespace, deployment }\`, or \`{ compose, service }\``
      : `monitor '${name}' has no workload; there are ${all.map(({ monitor }) => monitor).join(', ')}`,
    EXIT.config,
  );
}

async function look(wanted: Wanted, { plan }: ConfigFile, goodUntil: number | undefined): Promise<Found> {
  try {
    const asked = { zone: plan.timezone, ...(goodUntil !== undefined && { goodUntil }) };
    return { ...wanted, seen: await wanted.placed.diagnose(asked) };
  } catch (error) {
    if (!EXPECTED.some((kind) => error instanceof kind)) throw error;
    return { ...wanted, why: reasonOf(error) };
  }
}

const isFine = (found: Found): boolean => 'seen' in found && found.seen.isWell;

const forPrograms = ({ monitor, placed: { about }, ...found }: Found) => ({
  monitor,
  placed: about,
  ...('seen' in found ? { diagnosis: found.seen.diagnosis } : { why: found.why }),
});

function* linesOf(found: Found, { colors }: Io): Iterable<string> {
  const { monitor } = found;
  const sign = isFine(found) ? colors.green('✓') : colors.red('✗');
  if ('why' in found) {
    yield `${sign} ${monitor}: ${plain(found.why)}`;
    return;
  }
  yield `${sign} ${monitor}: ${plain(found.seen.summary ?? 'nothing could be seen')}`;
  const paint = { commands: colors.cyan, log: colors.dim };
  for (const { title, lines, is } of found.seen.parts) {
    yield `  ${colors.bold(plain(title))}`;
    for (const line of lines) yield is ? paint[is](`    ${plain(line)}`) : `    ${plain(line)}`;
  }
}

export const describeDiagnose = (command: Command): Command =>
  command
    .description(
      'what Kubernetes or Docker says of what runs a monitor: pods or containers, rollout, logs, the way to them, likely causes, and what to type next; only reads',
    )
    .argument('[monitor]', 'one monitor; all that name a `workload` where absent')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('-o, --output <format>', 'json')
    .option('--since <duration>', 'also what changed in the namespace since all was well, as 2h')
    .addHelpText(
      'after',
      '\nIt takes 8 s at most; what cannot be had is said. What a cluster has to allow for it: tocsin rbac; for Docker Compose, its socket.\n\nExamples:\n  tocsin diagnose\n  tocsin diagnose backend --since 2h\n  tocsin diagnose backend -o json\n',
    );
