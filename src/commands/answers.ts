import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { parseDuration } from '../core/time/instant.ts';
import { type ClientOptions, client, TARGETS } from './client.ts';
import { EXIT, type Exit, Failure, type Io, plain } from './io.ts';

export interface ByOptions extends ClientOptions {
  readonly by?: string;
}

const said = z.object({ text: z.string() }).partial();

/** Who answers: `--by`, else the user of this machine. */
export const whoever = ({ by }: ByOptions): string => by ?? userInfo().username;

export interface AckOptions extends ByOptions {
  readonly undo?: true;
}

/** Acknowledges an incident: paging stops. Or takes that back: paging goes on. */
export async function ack(id: string, { undo, ...options }: AckOptions, io: Io): Promise<Exit> {
  const action = undo ? 'unacknowledge' : 'acknowledge';
  return answer(`/api/incidents/${encodeURIComponent(id)}/${action}`, { by: whoever(options) }, options, io);
}

/** Pages the next level now. */
export async function escalate(id: string, options: ByOptions, io: Io): Promise<Exit> {
  return answer(`/api/incidents/${encodeURIComponent(id)}/escalate`, { by: whoever(options) }, options, io);
}

/** Hands an incident to somebody, who is paged now. */
export async function reassign(id: string, to: string, options: ByOptions, io: Io): Promise<Exit> {
  return answer(`/api/incidents/${encodeURIComponent(id)}/reassign`, { to, by: whoever(options) }, options, io);
}

/** Writes a line into an incident's timeline. */
export async function note(id: string, text: string, options: ByOptions, io: Io): Promise<Exit> {
  return answer(`/api/incidents/${encodeURIComponent(id)}/note`, { text, by: whoever(options) }, options, io);
}

export interface OpenOptions extends ByOptions {
  readonly severity: string;
  readonly monitor?: string;
}

/** Opens an incident by hand: something is broken that no check sees. */
export async function open(title: string, { severity, monitor, ...options }: OpenOptions, io: Io): Promise<Exit> {
  const about = monitor === undefined ? {} : { monitor };
  const body = { title, severity: severity.toUpperCase(), ...about, by: whoever(options) };
  return answer('/api/incidents', body, options, io);
}

export interface ResolveOptions extends ByOptions {
  readonly why?: string;
  readonly for?: string;
}

/** Says that it is over; what checks still see failing is muted for a while. */
export async function resolve(id: string, { why, for: length, ...options }: ResolveOptions, io: Io): Promise<Exit> {
  if (length !== undefined) known(length);
  const more = { ...(why !== undefined && { why }), ...(length !== undefined && { for: length }) };
  return answer(`/api/incidents/${encodeURIComponent(id)}/resolve`, { ...more, by: whoever(options) }, options, io);
}

export interface MuteOptions extends ByOptions {
  readonly for: string;
  readonly why: string;
}

/** Holds everything about some monitors for a while; what outlives the mute is paged at its end. */
export async function mute(monitors: readonly string[], options: MuteOptions, io: Io): Promise<Exit> {
  known(options.for);
  return answer('/api/mutes', { monitors, for: options.for, why: options.why, by: whoever(options) }, options, io);
}

function known(length: string): void {
  if (parseDuration(length) === undefined)
    throw new Failure(`'${length}' is not a duration: write for example --for 1h or --for 30m`, EXIT.config);
}

async function answer(path: string, body: unknown, options: ByOptions, io: Io): Promise<Exit> {
  const reply = said.parse(await client(options, io).post(path, body));
  io.out(plain(reply.text ?? 'done'));
  return EXIT.ok;
}

/** Where it runs: as a process, or as the config's installation on AWS. */
export const targetOption = (): Option =>
  new Option('--target <where>', 'a process, or the installation of the config on AWS')
    .choices(Object.keys(TARGETS))
    .default('local');

export const withTarget = (command: Command): Command =>
  command
    .option('-f, --config <file>', 'the config whose console is asked')
    .option('--url <url>', 'the address of a running Tocsin')
    .addOption(targetOption());
const withWho = (command: Command): Command =>
  withTarget(command).option('--by <person>', 'who answers; the user of this machine where absent');

export const describeAck = (command: Command): Command =>
  withWho(
    command
      .description('acknowledge an incident: paging stops')
      .argument('<id>', 'as `tocsin incidents` shows it')
      .option('--undo', 'take the acknowledgement back: paging goes on'),
  ).addHelpText('after', '\nExamples:\n  tocsin ack shop-1 --by devops-1\n  tocsin ack shop-1 --undo\n');

export const describeEscalate = (command: Command): Command =>
  withWho(
    command.description('page the next level now').argument('<id>', 'as `tocsin incidents` shows it'),
  ).addHelpText('after', '\nExamples:\n  tocsin escalate shop-1\n');

export const describeReassign = (command: Command): Command =>
  withWho(
    command
      .description('hand an incident to somebody, who is paged now; where no answer comes the next level is')
      .argument('<id>', 'as `tocsin incidents` shows it')
      .argument('<person>', 'a person, a team or a rotation of the config'),
  ).addHelpText('after', '\nExamples:\n  tocsin reassign shop-1 lead-developer --by devops-1\n');

export const describeNote = (command: Command): Command =>
  withWho(
    command
      .description('write a line into the timeline; those who were paged are told, and nobody is woken')
      .argument('<id>', 'as `tocsin incidents` shows it')
      .argument('<text>', 'what the others should know'),
  ).addHelpText('after', "\nExamples:\n  tocsin note shop-1 'restarted the connection pool'\n");

export const describeOpen = (command: Command): Command =>
  withWho(
    command
      .description('open an incident by hand: the policy pages people as for any other')
      .argument('<title>', 'what is broken, in a few words')
      .requiredOption('--severity <severity>', 'P1 (critical) to P4')
      .option('--monitor <name>', 'the monitor it is about: then it joins the incident of that one'),
  ).addHelpText(
    'after',
    "\nExamples:\n  tocsin open 'checkout is broken' --severity P2\n  tocsin open 'payments are slow' --severity P3 --monitor backend --by ada\n",
  );

export const describeResolve = (command: Command): Command =>
  withWho(
    command
      .description('say that an incident is over; what checks still see failing is muted, and comes back')
      .argument('<id>', 'as `tocsin incidents` shows it')
      .option('--why <text>', 'the reason, for everyone to read')
      .option('--for <duration>', 'how long what still fails is muted, 1h where absent'),
  ).addHelpText('after', "\nExamples:\n  tocsin resolve reported-1 --why 'the bank is back'\n");

export const describeMute = (command: Command): Command =>
  withWho(
    command
      .description('hold everything about some monitors; what outlives it is paged at its end')
      .argument('<monitors...>', 'names of monitors')
      .requiredOption('--for <duration>', 'how long, as in 1h or 30m')
      .requiredOption('--why <text>', 'the reason, for everyone to read'),
  ).addHelpText(
    'after',
    "\nExamples:\n  tocsin mute backend --for 1h --why 'deploying 1.9'\n  tocsin mute backend frontend --for 30m --why 'database upgrade'\n",
  );
