import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import * as z from 'zod';
import { type ByOptions, whoever, withTarget } from './answers.ts';
import { client } from './client.ts';
import { EXIT, type Exit, Failure, type Io, plain } from './io.ts';

interface Options extends ByOptions {
  readonly output?: string;
}

const examined = z.looseObject({
  remedy: z.string(),
  monitor: z.string(),
  mode: z.string(),
  incident: z.string().nullable(),
  guards: z.array(z.object({ guard: z.string(), why: z.string().optional() })),
  planned: z.discriminatedUnion('is', [
    z.object({
      is: z.literal('planned'),
      intent: z.object({
        summary: z.string(),
        target: z.string(),
        difference: z.array(z.string()).optional(),
        hash: z.string(),
      }),
    }),
    z.object({ is: z.literal('refused'), why: z.string() }),
  ]),
});
type Examined = z.output<typeof examined>;

const standing = z.looseObject({
  remedies: z.array(
    z.looseObject({
      name: z.string(),
      state: z.string(),
      stateInWords: z.string(),
      hash: z.string().optional(),
      why: z.string().optional(),
    }),
  ),
});

const LOOK_EVERY = 500;
/** States in which nothing more is coming. */
const ENDS = ['verified', 'failed', 'refused', 'declined', 'not offered'];

/** What a remedy would do now, and every guard's verdict; changes nothing. Exit 1 where something speaks against it. */
export async function planRemedy(name: string, { output, ...options }: Options, io: Io): Promise<Exit> {
  const found = await examine(name, options, io);
  if (output === 'json') io.out(JSON.stringify(found, null, 2));
  else for (const line of linesOf(found, io)) io.out(line);
  return mayBeUsed(found) ? EXIT.ok : EXIT.notOk;
}

/** The same, by hand: approves the plan that its incident holds, under the same guards, and follows it to its end. */
export async function applyRemedy(name: string, options: ByOptions, io: Io): Promise<Exit> {
  const found = await examine(name, options, io);
  for (const line of linesOf(found, io)) io.out(line);
  const { incident } = found;
  if (!mayBeUsed(found) || incident === null) throw new Failure(`${name} is not applied: see above`);
  const to = client(options, io);
  const read = async () => {
    const { remedies } = standing.parse(await to.get(`/api/incidents/${encodeURIComponent(incident)}`));
    return remedies.find((each) => each.name === name);
  };
  const current = await read();
  if (current?.hash === undefined)
    throw new Failure(`incident ${incident} has no plan of ${name} yet: try again in a moment`);
  const body = { remedy: name, hash: current.hash, by: whoever(options) };
  const said = z
    .looseObject({ text: z.string() })
    .parse(await to.post(`/api/incidents/${encodeURIComponent(incident)}/approve`, body));
  io.out(plain(said.text));
  return followed(read, io);
}

/** Says what becomes of it as it happens. */
async function followed(
  read: () => Promise<z.output<typeof standing>['remedies'][number] | undefined>,
  io: Io,
): Promise<Exit> {
  for (let shown = ''; ; ) {
    const now = await read();
    if (!now) throw new Failure('the config has changed meanwhile: that remedy is no longer in it');
    const line = `It ${now.stateInWords}${now.why === undefined ? '' : `: ${plain(now.why)}`}`;
    if (line !== shown) io.out(line);
    shown = line;
    if (ENDS.includes(now.state)) return now.state === 'verified' ? EXIT.ok : EXIT.notOk;
    await pause(LOOK_EVERY);
  }
}

async function examine(name: string, options: ByOptions, io: Io): Promise<Examined> {
  return examined.parse(await client(options, io).get(`/api/remedies/${encodeURIComponent(name)}`));
}

const mayBeUsed = ({ guards, planned }: Examined): boolean =>
  planned.is === 'planned' && guards.every(({ why }) => why === undefined);

function* linesOf({ remedy, monitor, mode, incident, guards, planned }: Examined, { colors }: Io): Iterable<string> {
  yield `${colors.bold(remedy)} of ${monitor}, mode ${mode}${incident === null ? '' : `, incident ${incident}`}`;
  if (planned.is === 'planned') {
    yield `  would ${plain(planned.intent.summary)} (${plain(planned.intent.target)})`;
    for (const line of planned.intent.difference ?? []) yield colors.cyan(`    ${plain(line)}`);
  } else yield `  ${colors.yellow('would do nothing:')} ${plain(planned.why)}`;
  for (const { guard, why } of guards)
    yield why === undefined
      ? `  ${colors.green('✓')} ${guard}`
      : `  ${colors.red('✗')} ${guard}: ${colors.red(plain(why))}`;
}

export const describeRemedy = (command: Command): Command =>
  command.description('what a remedy would do now; or use it by hand, under the same guards');

export const describePlanRemedy = (command: Command): Command =>
  withTarget(
    command
      .description("what it would do now and every guard's verdict; changes nothing")
      .argument('<name>', 'a remedy of the config')
      .option('-o, --output <format>', 'json'),
  ).addHelpText(
    'after',
    '\nExit 1 where something speaks against it.\n\nExamples:\n  tocsin remedy plan roll-back-backend\n  tocsin remedy plan roll-back-backend --target aws -o json\n',
  );

export const describeApplyRemedy = (command: Command): Command =>
  withTarget(
    command
      .description('use it in its open incident, as an approver would, and follow it to its end')
      .argument('<name>', 'a remedy of the config')
      .option('--by <person>', 'who uses it: one of its approvers; the user of this machine where absent'),
  ).addHelpText(
    'after',
    '\nEvery guard still has its say, and it is verified from outside. Exit 1 where it is refused or fails.\n\nExamples:\n  tocsin remedy apply roll-back-backend --by devops-1\n',
  );
