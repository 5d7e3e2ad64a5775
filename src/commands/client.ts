import * as z from 'zod';
import { call } from '../wire/call.ts';
import { DEFAULT_CONFIG, hasConfig, openConfig } from './config-file.ts';
import { Failure, type Io } from './io.ts';

export interface ClientOptions {
  readonly config?: string;
  readonly url?: string;
}

const DEMO = 'http://127.0.0.1:4780';
const TIMEOUT = 10_000;

/** Talks to a running Tocsin over its HTTP API: the address is `--url`, else the config's console, else the demo's. */
export function client(options: ClientOptions, io: Io) {
  const { url, headers } = target(options, io);
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await call({
      method,
      url: `${url}${path}`,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      timeout: TIMEOUT,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.is !== 'answered')
      throw new Failure(
        `no Tocsin answers at ${url} (${answer.why}): start one with \`npx tocsin run\`, or name another with --url`,
      );
    const parsed: unknown = parse(answer.body);
    if (answer.status < 400) return parsed;
    const said = z.object({ error: z.string() }).safeParse(parsed);
    throw new Failure(said.success ? said.data.error : `${url}${path} answered ${answer.status}`);
  };
  return {
    url,
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown) => ask('POST', path, body),
  };
}

function target(
  { config, url }: ClientOptions,
  io: Io,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  if (url !== undefined) return { url: url.replace(/\/$/, ''), headers: {} };
  if (config === undefined && !hasConfig(DEFAULT_CONFIG, io)) return { url: DEMO, headers: {} };
  const { plan, secrets } = openConfig(config ?? DEFAULT_CONFIG, io);
  const { host, port, login } = plan.console;
  const password = login?.password.replace(/\$\{secret:([^}]+)\}/g, (_, name: string) => secrets.lookUp(name) ?? '');
  const headers = login
    ? { authorization: `Basic ${Buffer.from(`${login.user}:${password}`).toString('base64')}` }
    : {};
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    headers: headers as Record<string, string>,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
