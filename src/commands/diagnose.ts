import type { Command } from 'commander';
import { awsIdentity } from '../adapters/aws/identity.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { sourcesOf } from '../core/evidence/sources.ts';
import type { MonitorPlan } from '../core/plan.ts';
import { reasonOf } from '../core/reason.ts';
import { parseDuration } from '../core/time/instant.ts';
import { evidence } from '../evidence/index.ts';
import { AccessError } from '../kubernetes/access/access.ts';
import { probes } from '../probes/index.ts';
import { clustersOf } from '../runtime/clusters.ts';
import { configuredSources } from '../runtime/evidence/configured.ts';
import { gather, type Together } from '../runtime/evidence/gather.ts';
import type { Sources } from '../runtime/evidence/source.ts';
import { looksOf, subjectOf } from '../runtime/evidence/subject.ts';
import { gatheredOf } from '../runtime/evidence/workload.ts';
import { observerOf } from '../runtime/observer.ts';
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
/** What a cluster, or Docker, said of a workload. */
interface Asked {
  readonly seen?: Seen;
  readonly why?: string;
}
type Found = { readonly monitor: string; readonly placed?: Placed } & Asked & Together;

/** What all sources say of a monitor, or of all that have one; only reads. Exit 1 where something is not as it should be. */
export async function diagnoseMonitors(
  monitor: string | undefined,
  { config: path = DEFAULT_CONFIG, output, since }: Options,
  io: Io,
): Promise<Exit> {
  const file = openConfig(path, io);
  const goodUntil = since === undefined ? undefined : systemClock.now() - ago(since);
  const found = await Promise.all(wanted(monitor, file, path).map((each) => look(each, file, goodUntil, io)));
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

/** The monitor that is named, or all that have a workload or a source. Throws a `Failure` with what there is. */
function wanted(name: string | undefined, { plan }: ConfigFile, path: string): readonly MonitorPlan[] {
  const all = Object.values(plan.monitors);
  const chosen = all.filter((monitor) =>
    name === undefined ? monitor.workload || sourcesOf(plan, monitor.name).length > 0 : monitor.name === name,
  );
  if (chosen.length > 0) return chosen;
  throw new Failure(
    name === undefined
      ? `no monitor of ${path} says what runs it: add \`workload: { cluster, namespace, deployment }\` or \`{ compose, service }\`, or sources under \`evidence\`, or name a monitor`
      : `there is no monitor '${name}'; there are ${all.map((monitor) => monitor.name).join(', ')}`,
    EXIT.config,
  );
}

/** Without an incident, now is when it failed. */
async function look(
  monitor: MonitorPlan,
  { plan: config, secrets }: ConfigFile,
  goodUntil: number | undefined,
  io: Io,
): Promise<Found> {
  const plan = () => config;
  const ports = { plan, secrets, clock: systemClock };
  const { environment } = io;
  const platforms = [kubernetes(clustersOf({ ...ports, environment, identity: awsIdentity })), compose(environment)];
  const placed = placedOn(platforms, config, monitor.name)?.placed;
  const asked = placed && askPlatform(placed);
  const workload: Sources = () =>
    placed ? [{ place: 1, tells: 0, named: true, ask: async () => gatheredFrom((await asked) ?? {}) }] : [];
  const observer = observerOf({ ...ports, probes, platform: 'machine' });
  // Nobody keeps checks here: what is not looked at by a burst is looked at once.
  const latest = async () =>
    monitor.light ? [] : [await observer.look(monitor.name, config.locations[0]!, systemClock.now())];
  const others = configuredSources({
    ...ports,
    kinds: evidence,
    platform: 'machine',
    looksAt: looksOf({ clock: systemClock, observer, latest }),
  });
  const together = await gather([workload, others], subjectOf(config, monitor, systemClock.now()));
  return { monitor: monitor.name, ...(placed && { placed }), ...(await asked), ...together };

  async function askPlatform(at: Placed): Promise<Asked> {
    try {
      return { seen: await at.diagnose({ zone: config.timezone, ...(goodUntil !== undefined && { goodUntil }) }) };
    } catch (error) {
      if (!EXPECTED.some((kind) => error instanceof kind)) throw error;
      return { why: reasonOf(error) };
    }
  }
}

const gatheredFrom = ({ seen }: Asked) => (seen ? gatheredOf(seen) : { parts: [], isBad: true });

const isFine = ({ isBad }: Found): boolean => !isBad;

const forPrograms = ({ placed, seen, ...found }: Found) => ({
  ...found,
  ...(placed && { placed: placed.about }),
  ...(seen && { diagnosis: seen.diagnosis }),
});

function* linesOf(found: Found, { colors }: Io): Iterable<string> {
  const { monitor, why, summary, parts } = found;
  const sign = isFine(found) ? colors.green('✓') : colors.red('✗');
  const told = summary?.replace(`${monitor}: `, '');
  yield `${sign} ${monitor}: ${plain(why ?? told ?? (parts.length > 0 ? 'nothing that needs a sentence' : 'nothing could be seen'))}`;
  const paint = { commands: colors.cyan, log: colors.dim };
  for (const { title, lines, is } of parts) {
    yield `  ${colors.bold(plain(title))}`;
    for (const line of lines) yield is ? paint[is](`    ${plain(line)}`) : `    ${plain(line)}`;
  }
}

export const describeDiagnose = (command: Command): Command =>
  command
    .description(
      'why a monitor may fail: what the cluster says of what runs it, what the sources under `evidence` say, a few looks at once, and what to type next; only reads',
    )
    .argument('[monitor]', 'one monitor; all that have a `workload` or a source under `evidence` where absent')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('-o, --output <format>', 'json')
    .option('--since <duration>', 'also what changed in the namespace since all was well, as 2h')
    .addHelpText(
      'after',
      '\nIt takes 8 s at most; what cannot be had is said. What a cluster has to allow for it: tocsin rbac.\n\nExamples:\n  tocsin diagnose\n  tocsin diagnose backend --since 2h\n  tocsin diagnose backend -o json\n',
    );
