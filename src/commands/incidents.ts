import type { Command } from 'commander';
import * as z from 'zod';
import { withTarget } from './answers.ts';
import { type ClientOptions, client } from './client.ts';
import { EXIT, type Exit, type Io, plain } from './io.ts';
import { paintSeverity, table, wallClock } from './words.ts';

interface Options extends ClientOptions {
  readonly output?: string;
}

const severity = z.enum(['P1', 'P2', 'P3', 'P4']).nullable();
const summary = z.looseObject({
  id: z.string(),
  phase: z.string(),
  severity,
  openedAt: z.number().nullable(),
  sentence: z.string(),
});
const detail = summary.extend({
  pages: z.array(
    z.looseObject({
      person: z.string(),
      channel: z.string(),
      level: z.union([z.string(), z.number()]),
      state: z.string(),
      at: z.number(),
    }),
  ),
  timeline: z.array(z.looseObject({ at: z.number(), text: z.string() })),
});

/** Incidents of a running Tocsin, or the whole of one. */
export async function showIncidents(id: string | undefined, { output, ...options }: Options, io: Io): Promise<Exit> {
  const from = client(options, io);
  const answer = await from.get(id === undefined ? '/api/incidents' : `/api/incidents/${encodeURIComponent(id)}`);
  if (output === 'json') io.out(JSON.stringify(answer, null, 2));
  else if (id === undefined) list(z.object({ incidents: z.array(summary) }).parse(answer).incidents, io);
  else whole(detail.parse(answer), io);
  return EXIT.ok;
}

function list(incidents: readonly z.output<typeof summary>[], io: Io): void {
  if (incidents.length === 0) io.out('No incidents yet.');
  const rows = table(
    incidents.map((incident) => [incident.id, incident.phase, incident.severity ?? '–', plain(incident.sentence)]),
  );
  for (const [i, row] of rows.entries())
    io.out(incidents[i]!.phase === 'open' ? paintSeverity(incidents[i]!.severity, io)(row) : row);
}

function whole(incident: z.output<typeof detail>, io: Io): void {
  io.out(paintSeverity(incident.severity, io)(plain(incident.sentence)));
  io.out('');
  for (const { at, text } of incident.timeline) io.out(`${io.colors.dim(wallClock(at))}  ${plain(text)}`);
  if (incident.pages.length > 0) io.out('\nPages:');
  for (const row of table(
    incident.pages.map((page) => [wallClock(page.at), page.person, page.channel, String(page.level), page.state]),
  ))
    io.out(`  ${row}`);
}

export const describeIncidents = (command: Command): Command =>
  withTarget(command.description('incidents of a running Tocsin, or the whole of one').argument('[id]', 'one incident'))
    .option('-o, --output <format>', 'json')
    .addHelpText('after', '\nExamples:\n  tocsin incidents\n  tocsin incidents shop-1\n');
