import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { config } from '../config/config.ts';
import { formatProblems } from '../config/problem.ts';
import { type Answers, template } from '../config/template.ts';
import { DEFAULT_CONFIG, hasConfig } from './config-file.ts';
import { EXIT, type Exit, Failure, type Io } from './io.ts';

interface Options {
  readonly config?: string;
  readonly name?: string;
  readonly url?: string;
  readonly health?: string;
  readonly person?: string;
  readonly webhook?: string;
  readonly force?: boolean;
}

/** Writes a first config from flags, asking for what is missing where somebody can answer. */
export async function init({ config: file = DEFAULT_CONFIG, force = false, ...given }: Options, io: Io): Promise<Exit> {
  if (hasConfig(file, io) && !force)
    throw new Failure(`${file} is there already: name another with -f, or overwrite it with --force`);
  const text = template(io.isTerminal ? await asked(given) : fromFlags(given));
  const loaded = config.text(file, text);
  if (!loaded.ok) throw new Failure(`these answers make no config:\n${formatProblems(loaded.problems)}`, EXIT.config);
  writeFileSync(resolve(io.directory, file), text);
  io.out(`Wrote ${file}. Next: npx tocsin check, then npx tocsin run.`);
  return EXIT.ok;
}

function fromFlags({ name, url, health, person, webhook }: Options): Answers {
  if (url === undefined) throw new Failure('say what to watch: --url https://shop.example.com/', EXIT.config);
  return {
    name: name ?? nameOf(url),
    url,
    person: person ?? 'on-call',
    ...(health !== undefined && { health }),
    ...(webhook !== undefined && { webhook }),
  };
}

async function asked(given: Options): Promise<Answers> {
  // Only who is asked needs it: every other command starts without.
  const { input } = await import('@inquirer/prompts');
  const ask = async (flag: string | undefined, message: string, fallback?: string) =>
    flag ?? (await input({ message, ...(fallback !== undefined && { default: fallback }) }));
  const url = await ask(given.url, 'The page that people open:', 'https://shop.example.com/');
  const name = await ask(given.name, 'What is it called?', nameOf(url));
  const health = await ask(given.health, "The backend's health address (empty: none):", '');
  const person = await ask(given.person, 'Who is paged first?', 'on-call');
  const webhook = await ask(
    given.webhook,
    'A webhook that rings, such as an ntfy topic (empty: only the console):',
    '',
  );
  return { name, url, person, ...(health && { health }), ...(webhook && { webhook }) };
}

/** `shop` of https://shop.example.com/. */
function nameOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const first = host.split('.').find((part) => part !== 'www') ?? '';
  return /^[a-z][a-z0-9-]*$/.test(first) ? first : 'service';
}

export const describeInit = (command: Command): Command =>
  command
    .description('write a first config, commented; asks, or takes flags')
    .option('-f, --config <file>', 'where to write it', DEFAULT_CONFIG)
    .option('--url <url>', 'the page that people open')
    .option('--name <name>', "the system's name")
    .option('--health <url>', "the backend's health address")
    .option('--person <name>', 'who is paged first')
    .option('--webhook <url>', 'a webhook that rings, such as an ntfy topic')
    .option('--force', 'overwrite a file that is there')
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin init\n  tocsin init --url https://shop.example.com/ --health https://shop.example.com/api/health --person ada\n',
    );
