import { systemClock } from '../adapters/system/clock.ts';
import { secretsIn } from '../config/secrets.ts';
import { startAgent } from '../local/agent/agent.ts';
import { lineTo } from '../local/agent/line.ts';
import { withSecrets } from '../runtime/secrets.ts';
import { type ConfigFile, unsetSecrets } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';
import { interrupted } from './serve.ts';
import { terminal } from './terminal.ts';

/** Looks from a location of the config and reports to the Tocsin that decides, until it is stopped. */
export async function report(
  config: ConfigFile,
  location: string | undefined,
  to: string | undefined,
  io: Io,
): Promise<Exit> {
  const { plan, secrets } = config;
  if (location === undefined || to === undefined)
    throw new Failure(
      '--location and --to go together: what is this place called, and to whom does it report?',
      EXIT.config,
    );
  const place = plan.agents[location];
  if (!place)
    throw new Failure(
      `there is no agent '${location}' in \`locations\`: ${agentsIn(Object.keys(plan.agents))}`,
      EXIT.config,
    );
  if (!/^https?:$/.test(URL.canParse(to) ? new URL(to).protocol : ''))
    throw new Failure(
      `'${to}' is not an address: give the console's, as in --to https://tocsin.example.com`,
      EXIT.config,
    );
  const mine = Object.values(plan.monitors).filter(({ locations }) => locations?.includes(location));
  const unset = unsetSecrets(config, secretsIn([place, mine]));
  if (unset.length > 0) throw new Failure(unset.join('\n'), EXIT.config);
  if (mine.length === 0)
    throw new Failure(
      `no monitor has \`locations: [${location}]\`: there is nothing to look at from here`,
      EXIT.config,
    );

  const { settings: key } = await withSecrets(place.key, secrets);
  const shown = terminal(
    io,
    Date.now,
    mine.map(({ name }) => name),
  );
  const agent = startAgent({
    plan,
    location,
    clock: systemClock,
    secrets,
    reporter: shown,
    send: lineTo({ to: new URL(to), location, key, clock: systemClock }),
  });
  shown.heading(
    `${plan.name}: looking at ${agent.monitors.join(', ')} from ${location}, reporting to ${new URL(to).origin}`,
  );
  await interrupted();
  shown.end();
  io.out('Stopping …');
  await agent.stop();
  io.out('Stopped.');
  return EXIT.ok;
}

const agentsIn = (names: readonly string[]): string =>
  names.length === 0 ? 'add { agent: NAME, key: "${secret:…}" } on both sides' : `there is ${names.join(', ')}`;
