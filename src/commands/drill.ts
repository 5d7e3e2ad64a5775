import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import * as z from 'zod';
import { inWords } from '../core/time/instant.ts';
import { type ByOptions, whoever, withTarget } from './answers.ts';
import { client } from './client.ts';
import { EXIT, type Exit, Failure, type Io, plain } from './io.ts';
import { table } from './words.ts';

interface Options extends ByOptions {
  readonly person?: string;
  readonly severity: string;
  readonly due?: boolean;
  readonly output?: string;
}

const LOOK_EVERY = 500;

const result = z.looseObject({
  incident: z.string(),
  person: z.string(),
  severity: z.string(),
  at: z.number(),
  isOver: z.boolean(),
  acceptedAfter: z.number().optional(),
  channel: z.string().optional(),
  answeredAfter: z.number().optional(),
  answeredBy: z.string().optional(),
});
type Result = z.output<typeof result>;

const standings = z.looseObject({
  at: z.number(),
  answerWithin: z.number(),
  people: z.array(
    z.looseObject({
      person: z.string(),
      drills: z.array(result),
      answeredAt: z.number().optional(),
      isDue: z.boolean(),
    }),
  ),
});
type Standing = z.output<typeof standings>['people'][number];

/**
 * Pages somebody as if it were real, labelled as a drill, and waits for the answer. Exit 1 where they did not answer it
 * themselves; with `--due`, where somebody has not answered one for 30 days.
 */
export async function drill({ person, severity, due, output, ...options }: Options, io: Io): Promise<Exit> {
  const to = client(options, io);
  const read = async () => standings.parse(await to.get('/api/drills'));
  if (due) return showDue(await read(), output, io);
  const wanted = severity.toUpperCase();
  const who = person ?? (await onCall(to, wanted));
  const begun = z
    .looseObject({ text: z.string(), incident: z.string() })
    .parse(await to.post('/api/drills', { who, severity: wanted, by: whoever(options) }));
  if (output !== 'json') io.out(`${plain(begun.text)} (${begun.incident})`);
  const ended = await followed(begun.incident, read, output === 'json' ? () => undefined : (line) => io.out(line));
  if (output === 'json') io.out(JSON.stringify(ended, null, 2));
  return ended.answeredBy === ended.person ? EXIT.ok : EXIT.notOk;
}

/** Says what happens as it happens, until the drill is over. */
async function followed(
  incident: string,
  read: () => Promise<z.output<typeof standings>>,
  say: (line: string) => void,
): Promise<Result> {
  let said = 0;
  for (;;) {
    const { people, answerWithin } = await read();
    const found = people.flatMap(({ drills }) => drills).find((each) => each.incident === incident);
    const lines = found ? storyOf(found, answerWithin) : [];
    for (const line of lines.slice(said)) say(line);
    said = Math.max(said, lines.length);
    if (found?.isOver) return found;
    await pause(LOOK_EVERY);
  }
}

function storyOf(drill: Result, within: number): readonly string[] {
  const { person, acceptedAfter, answeredAfter, answeredBy, channel, isOver } = drill;
  return [
    ...(acceptedAfter === undefined
      ? []
      : [`accepted by ${channel} after ${seconds(acceptedAfter)}, waiting for an answer …`]),
    ...(answeredAfter === undefined
      ? isOver
        ? [`nobody answered within ${inWords(within)}`]
        : []
      : [
          `answered by ${answeredBy} after ${seconds(answeredAfter)}${answeredBy === person ? '' : `: that proves nothing of ${person}`}`,
        ]),
  ];
}

function showDue({ people, at }: z.output<typeof standings>, output: string | undefined, io: Io): Exit {
  const due = people.filter(({ isDue }) => isDue);
  if (output === 'json') io.out(JSON.stringify({ due }, null, 2));
  else if (people.length === 0) io.out('The config has no people: there is nobody to drill.');
  else {
    io.out(due.length === 0 ? 'Everyone has answered a drill in the last 30 days.' : 'Due for a drill:');
    const rows = (due.length === 0 ? people : due).map((each) => rowOf(each, at));
    for (const row of table(rows)) io.out(`  ${row}`);
  }
  return due.length === 0 ? EXIT.ok : EXIT.notOk;
}

function rowOf({ person, answeredAt, drills }: Standing, now: number): readonly string[] {
  const answered = drills.find(({ at }) => at === answeredAt);
  const last = answered?.answeredAfter === undefined ? '' : `, after ${seconds(answered.answeredAfter)}`;
  const missed = drills.filter(({ at, isOver }) => isOver && at > (answeredAt ?? 0)).length;
  return [
    person,
    answeredAt === undefined ? 'never answered one' : `answered ${inWords(now - answeredAt)} ago${last}`,
    missed > 0 ? `${missed} missed since` : '',
  ];
}

/** Whoever a severity pages first. */
async function onCall(to: ReturnType<typeof client>, severity: string): Promise<string> {
  const { oncall } = z
    .looseObject({
      oncall: z.array(
        z.looseObject({
          severity: z.string(),
          levels: z.array(z.looseObject({ people: z.array(z.looseObject({ name: z.string() })) })),
        }),
      ),
    })
    .parse(await to.get('/api/status'));
  const first = oncall
    .find((each) => each.severity === severity)
    ?.levels.flatMap(({ people }) => people.map(({ name }) => name))[0];
  if (first !== undefined) return first;
  throw new Failure(`nobody is on call for ${severity}: name somebody with --person`, EXIT.config);
}

const seconds = (ms: number): string => (ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : inWords(ms));

export const describeDrill = (command: Command): Command =>
  withTarget(
    command.description('page somebody as if it were real, labelled as a drill, and measure how long the answer takes'),
  )
    .option('--person <name>', 'who; a rotation is whoever is on call; whoever a P1 pages first where absent')
    .option('--severity <severity>', 'as if it were one of these', 'P1')
    .option('--due', 'begin none: list who has not answered one for 30 days; exit 1 if anybody')
    .option('--by <person>', 'who begins it; the user of this machine where absent')
    .option('-o, --output <format>', 'json')
    .addHelpText(
      'after',
      '\nNo drill begins while a real incident is open. Nobody but the one person is paged; unanswered it ends after 10 minutes.\n\nExamples:\n  tocsin drill\n  tocsin drill --person lead-developer --severity P2\n  tocsin drill --due\n',
    );
