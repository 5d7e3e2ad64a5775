import type { Command } from 'commander';
import { systemClock } from '../adapters/system/clock.ts';
import { randomIds } from '../adapters/system/ids.ts';
import { channels } from '../channels/index.ts';
import type { Delivery } from '../core/escalation/delivery.ts';
import { trialMessage } from '../core/message/trial.ts';
import type { Plan } from '../core/plan.ts';
import { senderOf } from '../runtime/sender.ts';
import { DEFAULT_CONFIG, openConfig } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io, plain } from './io.ts';

interface Options {
  readonly config?: string;
  readonly person?: string;
  readonly to?: string;
}

/** Sends one labelled message through a channel, or through each, to one person each. Exit 1 where one is not accepted. */
export async function testChannels(name: string | undefined, options: Options, io: Io): Promise<Exit> {
  const { plan, secrets } = openConfig(options.config ?? DEFAULT_CONFIG, io);
  const names = name === undefined ? reachedOn(plan) : [name];
  if (names.length === 0)
    throw new Failure('nobody in the config is reached on any channel: see `people` and `notify`', EXIT.config);
  if (name !== undefined && !plan.channels[name])
    throw new Failure(`there is no channel '${name}'; there are ${Object.keys(plan.channels).join(', ')}`, EXIT.config);
  if (name === undefined && options.to !== undefined)
    throw new Failure('--to is an address on one channel: name the channel as well', EXIT.config);
  const outbox = {
    put: async () => io.out('  (a console channel shows its messages on the console of a running Tocsin)'),
  };
  const sender = senderOf({ channels, clock: systemClock, plan: () => plan, secrets, outbox });
  let isWell = true;
  for (const channel of names) {
    const where = whereTo(plan, channel, options);
    if ('why' in where) {
      io.out(`${io.colors.yellow('▲')} ${channel}: ${where.why}`);
      continue;
    }
    const ask = { name: plan.name, channel, id: randomIds.next(), at: systemClock.now(), ...where };
    const began = performance.now();
    const got = await sender.send(channel, trialMessage('page', ask));
    const took = `${((performance.now() - began) / 1_000).toFixed(1)} s`;
    io.out(
      `${line(got, io)} ${channel}: ${said(got)} after ${took}, to ${where.person}${where.to === undefined ? '' : ` (${where.to})`}`,
    );
    isWell &&= got.is === 'accepted';
    // An alert or a ticket that a test leaves open is one more thing to tidy up.
    if (got.is === 'accepted' && plan.channels[channel]!.can.keeps) {
      const end = { ...trialMessage('resolved', ask), ...(got.ref !== undefined && { earlier: got.ref }) };
      const closed = await sender.send(channel, end);
      io.out(`  ${closed.is === 'accepted' ? 'closed again' : `could not be closed again: ${said(closed)}`}`);
    }
  }
  return isWell ? EXIT.ok : EXIT.notOk;
}

/** The channels on which somebody is reached, in the order of the config. */
function reachedOn({ channels, policy: { roster } }: Plan): readonly string[] {
  const used = Object.values({ ...roster.people, ...roster.teams }).flatMap(({ notify }) =>
    notify.map((way) => way.channel),
  );
  return Object.keys(channels).filter((channel) => used.includes(channel));
}

type Where = { readonly person: string; readonly to?: string } | { readonly why: string };

/** Who is reached: whom `--person` names, else the first in the config who is reached on it. */
function whereTo({ policy: { roster } }: Plan, channel: string, { person, to }: Options): Where {
  if (to !== undefined) return { person: person ?? 'you', to };
  const all = Object.entries({ ...roster.people, ...roster.teams });
  const ways = all.flatMap(([who, { notify }]) =>
    notify.flatMap((way) =>
      way.channel === channel && (person ?? who) === who
        ? [{ person: who, ...(way.to !== undefined && { to: way.to }) }]
        : [],
    ),
  );
  return (
    ways[0] ?? {
      why: `${person ?? 'nobody'} is${person === undefined ? '' : ' not'} reached on it: give an address with --to`,
    }
  );
}

const line = ({ is }: Delivery, { colors }: Io): string => (is === 'accepted' ? colors.green('✓') : colors.red('✗'));

const said = (got: Delivery): string =>
  got.is === 'accepted'
    ? 'accepted'
    : plain(
        `${{ temporary: 'not accepted for now', permanent: 'refused', unknown: 'nobody knows whether it arrived' }[got.is]}: ${got.why}`,
      );

export const describeChannels = (command: Command): Command => command.description('channels of the config');

export const describeTestChannels = (command: Command): Command =>
  command
    .description('send one labelled message through a channel, or one through each; exit 1 where one is not accepted')
    .argument('[name]', 'a channel of the config; each of them where absent')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('--person <name>', 'whom to reach; the first in the config who is reached on it where absent')
    .option('--to <address>', 'another address on the channel')
    .addHelpText(
      'after',
      '\nIt arrives as a page would: a call rings. No Tocsin has to run.\n\nExamples:\n  tocsin channels test\n  tocsin channels test call --person lead-developer\n  tocsin channels test slack --to "#ops"\n',
    );
