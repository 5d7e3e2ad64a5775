import { commandLine } from '../src/commands/command-line.ts';

process.exitCode = await commandLine(process.argv.slice(2));
