import { call } from '../../wire/call.ts';
import type { ClientOptions } from '../client.ts';
import { DEFAULT_CONFIG, hasConfig, openConfig } from '../config-file.ts';
import { Failure, type Io } from '../io.ts';
import type { Target } from './target.ts';

const DEMO = 'http://127.0.0.1:4780';
const TIMEOUT = 10_000;

/** A running process: at `--url`, else where the config's console listens, else the demo. */
export function localTarget(options: ClientOptions, io: Io): Target {
  const { url, headers } = address(options, io);
  return {
    where: url,
    ask: async (method, path, body) => {
      const answer = await call({
        method,
        url: `${url}${path}`,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        timeout: TIMEOUT,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (answer.is === 'answered') return answer;
      throw new Failure(
        `no Tocsin answers at ${url} (${answer.why}): start one with \`npx tocsin run\`, or name another with --url`,
      );
    },
  };
}

function address(
  { config, url }: ClientOptions,
  io: Io,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  if (url !== undefined) return { url: url.replace(/\/$/, ''), headers: {} };
  if (config === undefined && !hasConfig(DEFAULT_CONFIG, io)) return { url: DEMO, headers: {} };
  const { plan, secrets } = openConfig(config ?? DEFAULT_CONFIG, io);
  const { host, port, login } = plan.console;
  const password = login?.password.replace(/\$\{secret:([^}]+)\}/g, (_, name: string) => secrets.lookUp(name) ?? '');
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    headers: login ? { authorization: `Basic ${Buffer.from(`${login.user}:${password}`).toString('base64')}` } : {},
  };
}
