import type { Command } from 'commander';
import { DEFAULT_CONFIG, openConfig, unsetSecrets } from './config-file.ts';
import { EXIT, type Exit, type Io } from './io.ts';

interface ValidateOptions {
  readonly config?: string;
  /** False with `--no-secrets`: what is checked is the file alone, as where a change of it is reviewed. */
  readonly secrets?: boolean;
}

/** Says everything that is wrong with a config, or what it watches and what to note. Exit 2 on problems. */
export async function validate(
  { config: path = DEFAULT_CONFIG, secrets = true }: ValidateOptions,
  io: Io,
): Promise<Exit> {
  const config = openConfig(path, io);
  const { plan } = config;
  const unset = secrets ? unsetSecrets(config) : [];
  const note = (line: string) => io.out(`Note: ${line}`);
  for (const line of unset) io.err(`${path}: ${line}`);
  if (unset.length > 0) return EXIT.config;
  const waking = Object.values(plan.channels).some((channel) => channel.can.wake);
  io.out(
    `${path}: ok. ${plan.name}: ${count(plan.monitors, 'monitor')}, policies for ${Object.keys(plan.policy.escalation).join(', ')}, ${count(plan.channels, 'channel')}.`,
  );
  for (const line of config.notes) note(line);
  if (!waking)
    note(
      "no channel wakes anyone at night. A webhook to a service that rings (ntfy, your PagerDuty) with 'wakes: true' would.",
    );
  return EXIT.ok;
}

const count = (of: Readonly<Record<string, unknown>>, what: string): string => {
  const n = Object.keys(of).length;
  return `${n} ${what}${n === 1 ? '' : 's'}`;
};

export const describeValidate = (command: Command): Command =>
  command
    .description('check a config; all problems at once, exit 2 if there are any')
    .option('-f, --config <file>', 'the config', DEFAULT_CONFIG)
    .option('--no-secrets', 'do not ask whether the secrets are set: for CI, which has none')
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin validate\n  tocsin validate -f shop.yaml\n  tocsin validate --no-secrets\n',
    );
