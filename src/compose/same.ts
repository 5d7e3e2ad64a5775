import { plainLine } from '../core/message/plain.ts';
import { withoutSecrets } from '../diagnosis/logs/redact.ts';
import type { Compose, Ran } from './cli.ts';
import type { Inspected } from './container.ts';
import type { ServiceRef } from './service.ts';

/** A service as `docker compose config --format json` renders it, as far as it is compared. */
interface Rendered {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string | null>> | null;
}

/** Milliseconds to read the files. */
const READING = 10_000;

/**
 * Why `up` would change more than it is asked to: the files, with the environment that we have, no longer say what runs. A
 * deploy that was given its version by its shell (`TAG=1.8.3 docker compose up`) is found here. `undefined` where nothing
 * speaks against it. Hashes of Compose are no measure: of services with an `env_file` those of v2.22 to v5 differ always
 * (docker/compose#14001). Only reads.
 */
export async function unlike(
  compose: Compose,
  { project, service }: ServiceRef,
  words: readonly string[],
  containers: readonly Inspected[],
): Promise<string | undefined> {
  const ran = await compose([...words, 'config', '--format', 'json', service], READING);
  if (ran.is !== 'ended' || ran.code !== 0) return `its files cannot be read: ${failureOf(ran)}`;
  const rendered = serviceIn(ran.out, service);
  if (!rendered) return `its files do not have the service '${service}' any more`;
  const { image = `${project}-${service}`, environment } = rendered;
  const differing = containers.flatMap(({ Config: { Image, Env } }) => [
    ...(Image === plainly(image) ? [] : [`image ${plainly(image)} instead of ${Image}`]),
    ...Object.entries(environment ?? {})
      .filter(([name, value]) => valueIn(Env ?? [], name) !== (value === null ? undefined : plainly(String(value))))
      .map(([name]) => `another ${name}`),
  ]);
  const [first] = new Set(differing);
  return first === undefined
    ? undefined
    : `its files say something else than what runs (${first}): what \`up\` would change is more than that. Write versions and variables into the files or .env, and run \`docker compose up -d\``;
}

/** Why it did not do as it was told, in a line without secrets. */
export function failureOf(ran: Ran): string {
  if (ran.is === 'not started') return ran.why;
  if (ran.is === 'stopped') return '`docker compose` was stopped before it was done';
  const last = withoutSecrets(ran.err).trim().split('\n').at(-1) ?? '';
  return `\`docker compose\` ended with ${ran.code}${last === '' ? '' : `: ${plainLine(last, 200)}`}`;
}

function serviceIn(text: string, service: string): Rendered | undefined {
  try {
    return (JSON.parse(text) as { readonly services?: Readonly<Record<string, Rendered>> }).services?.[service];
  } catch {
    return undefined;
  }
}

/** It doubles every dollar, so that its output can be read again. */
const plainly = (text: string): string => text.replaceAll('$$', '$');

const valueIn = (all: readonly string[], name: string): string | undefined =>
  all.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
