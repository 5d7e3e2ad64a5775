import { type Command, Option } from 'commander';
import { suggest } from '../config/suggest.ts';
import { DETAILS, type Detail, SECRET_STORES, type SecretStore } from '../core/installation.ts';
import type { Plan } from '../core/plan.ts';
import { parseDuration, SECOND } from '../core/time/instant.ts';
import { ASSUMED, ASSUMPTIONS, type Assumed, isAssumption, readAssumed } from '../cost/assumptions.ts';
import { billOf } from '../cost/estimate.ts';
import type { Deployment } from '../cost/model.ts';
import { elsewhere } from '../cost/peers.ts';
import { usageOf } from '../cost/usage.ts';
import { DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { costLines } from './cost-lines.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';

interface Options {
  readonly config?: string;
  readonly locations?: string;
  readonly interval?: string;
  readonly detail?: Detail;
  readonly secrets?: SecretStore;
  readonly assume?: readonly string[];
  readonly output?: string;
}

/** More would be more regions than AWS has. */
const MOST_LOCATIONS = 40;

/** The monthly bill of a deployment on AWS, worked out from the config alone. Exit 2 on a config or a flag that cannot be read. */
export async function cost(options: Options, io: Io): Promise<Exit> {
  const { plan, locations, vpcs } = openConfig(options.config ?? DEFAULT_CONFIG, io);
  const many = options.locations === undefined ? locations.length : numberOf(options.locations);
  const deployment: Deployment = {
    plan: options.interval === undefined ? plan : every(plan, options.interval),
    locations: many,
    vpcs: Math.min(vpcs, many),
    detail: options.detail ?? 'lean',
    secrets: options.secrets ?? 'parameter-store',
    assumed: assumedBy(options.assume ?? []),
  };
  const usage = usageOf(deployment);
  const bill = billOf(usage);
  const others = elsewhere(deployment);
  if (options.output === 'json') {
    const total = (of: 'list' | 'bill') => bill.reduce((all, line) => all + line[of], 0);
    const { detail, secrets, assumed } = deployment;
    const asked = { name: plan.name, locations: many, detail, secrets, assumed };
    io.out(
      JSON.stringify({ ...asked, list: total('list'), bill: total('bill'), lines: bill, elsewhere: others }, null, 2),
    );
  } else for (const line of costLines({ deployment, usage, bill, others }, io)) io.out(line);
  return EXIT.ok;
}

function numberOf(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > MOST_LOCATIONS)
    throw new Failure(`--locations '${text}' is no number of regions: write 1 to ${MOST_LOCATIONS}`, EXIT.config);
  return Number(text);
}

/** The same monitors, each looked at this often. */
function every(plan: Plan, text: string): Plan {
  const interval = parseDuration(text);
  if (interval === undefined || interval < SECOND)
    throw new Failure(`--interval '${text}' is no interval: write for example 60s or 5m, at least 1s`, EXIT.config);
  const monitors = Object.entries(plan.monitors).map(([name, monitor]) => [name, { ...monitor, interval }] as const);
  return { ...plan, monitors: Object.fromEntries(monitors) };
}

/** `incidents=20`, `browser=12s`: each replaces what is assumed otherwise. */
function assumedBy(written: readonly string[]): Assumed {
  const own = written.map((text) => {
    const [name = '', value = ''] = text.split('=');
    if (!isAssumption(name))
      throw new Failure(
        `--assume '${text}': nothing is assumed of '${name}'. ${suggest(name, Object.keys(ASSUMPTIONS))}`.trimEnd(),
        EXIT.config,
      );
    const read = readAssumed(name, value);
    if (read === undefined)
      throw new Failure(
        `--assume '${text}': '${value}' is not ${ASSUMPTIONS[name].written}. Write for example ${name}=${ASSUMPTIONS[name].written === 'a number' ? '20' : '12s'}.`,
        EXIT.config,
      );
    return [name, read] as const;
  });
  return { ...ASSUMED, ...Object.fromEntries(own) };
}

export const describeCost = (command: Command): Command =>
  command
    .description('what a deployment of the config on AWS will cost a month, line by line, beside other services')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('--locations <n>', 'from how many regions; as many as the config names where absent')
    .option('--interval <duration>', 'as if every monitor were looked at this often')
    .addOption(
      new Option('--detail <detail>', 'metrics by monitor (lean), or by monitor and location (rich)')
        .choices(DETAILS)
        .default('lean'),
    )
    .addOption(new Option('--secrets <store>', 'where secrets lie').choices(SECRET_STORES).default('parameter-store'))
    .option(
      '--assume <name=value>',
      'another assumption than those listed, as in incidents=20 or browser=12s; may be repeated',
      (one: string, all: readonly string[] = []) => [...all, one],
    )
    .option('-o, --output <format>', 'json')
    .addHelpText(
      'after',
      '\nNothing is asked of AWS, and nothing is deployed: prices, with their dates and sources, and formulas are in\nsrc/cost/tariff.ts, and explained in docs/cost.md.\n\nExamples:\n  tocsin cost\n  tocsin cost --locations 3 --interval 30s\n  tocsin cost --detail rich --assume incidents=20 --assume memory=1024\n  tocsin cost -o json | jq .bill\n',
    );
