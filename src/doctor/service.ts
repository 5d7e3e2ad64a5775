import { type Finding, ok, problem } from '../channels/finding.ts';
import { composeAt } from '../compose/cli.ts';
import { engineAt } from '../compose/engine.ts';
import { lookAt } from '../compose/look.ts';
import { serviceOf } from '../compose/service.ts';
import type { Examination } from './doctor.ts';

/** One call may take this long, in ms. */
const TIMEOUT = 10_000;
/** What is done through the CLI; restarts are asked of the engine itself. */
const BY_CLI: ReadonlySet<unknown> = new Set(['scale', 'rollback']);

/**
 * Docker lets us in and has the service that runs a monitor; where a remedy needs `docker compose`, that is there as well.
 * Nothing is changed. `environment`: where `docker` is found.
 */
export const service =
  (monitor: string, environment: Readonly<Record<string, string | undefined>>): Examination['examine'] =>
  async ({ plan }): Promise<readonly Finding[]> => {
    const ref = serviceOf(plan.monitors[monitor] ?? {});
    if (!ref) return [];
    const needsCli = Object.values(plan.remedies).some(
      (remedy) => remedy.monitor === monitor && remedy.mode !== 'off' && BY_CLI.has(remedy.settings.do),
    );
    const [seen, ran] = await Promise.all([
      lookAt(engineAt(ref.socket, TIMEOUT), ref),
      needsCli ? composeAt(ref.socket, environment)(['compose', 'version', '--short'], TIMEOUT) : undefined,
    ]);
    const docker =
      'why' in seen
        ? problem(`Docker cannot be asked: ${seen.why}`, 'See that Docker runs, and that this user may use its socket.')
        : seen.containers.length === 0
          ? problem(
              `project ${ref.project} has no service ${ref.service}, which runs monitor ${monitor}`,
              'Start it, or mend the `workload` of that monitor.',
            )
          : ok(`Docker answers, and has ${ref.service} of ${ref.project} (${seen.containers.length} containers)`);
    if (!ran) return [docker];
    const isThere = ran.is === 'ended' && ran.code === 0;
    const why = ran.is === 'not started' ? ran.why : '`docker compose version` does not work';
    return [
      docker,
      isThere
        ? ok(`docker compose ${ran.out.trim().slice(0, 20)} is there`)
        : problem(why, 'Install the Docker CLI with its Compose plugin.'),
    ];
  };
