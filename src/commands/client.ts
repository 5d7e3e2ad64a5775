import * as z from 'zod';
import { Failure, type Io } from './io.ts';
import { awsTarget } from './target/aws.ts';
import { localTarget } from './target/local.ts';
import type { Target } from './target/target.ts';

/** Where a Tocsin runs that commands ask. */
export const TARGETS = { local: localTarget, aws: awsTarget } as const satisfies Readonly<
  Record<string, (options: ClientOptions, io: Io) => Target>
>;
export type TargetName = keyof typeof TARGETS;

export interface ClientOptions {
  readonly config?: string;
  readonly url?: string;
  readonly target?: TargetName;
}

/** Talks to a Tocsin by its API (docs/api.md), wherever it runs. What it refuses is a `Failure` in its own words. */
export function client(options: ClientOptions, io: Io) {
  const target = TARGETS[options.target ?? 'local'](options, io);
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await target.ask(method, path, body);
    const parsed: unknown = parse(answer.body);
    if (answer.status < 400) return parsed;
    const said = z.object({ error: z.string() }).safeParse(parsed);
    throw new Failure(said.success ? said.data.error : `${target.where}${path} answered ${answer.status}`);
  };
  return {
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown) => ask('POST', path, body),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
