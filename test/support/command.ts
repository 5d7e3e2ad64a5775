import pc from 'picocolors';
import { commandLine } from '../../src/commands/command-line.ts';
import type { Io } from '../../src/commands/io.ts';

/** Runs a command in a directory, without a terminal; nothing of this process is touched. */
export async function runCommand(line: readonly string[], directory: string, environment: Io['environment'] = {}) {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    write: () => {},
    isTerminal: false,
    columns: 100,
    environment,
    directory,
    colors: pc.createColors(false),
  };
  return { exit: await commandLine(line, io), out, err };
}
