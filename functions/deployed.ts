import { deployTold } from '../src/core/deploy/github.ts';
import { equalSecrets } from '../src/core/equal.ts';
import type { DeploysPlan } from '../src/core/plan.ts';
import { type DeployPorts, deploy } from './deploy.ts';

export type DeployedPorts = DeployPorts & {
  /** The config's `deploys`, secrets resolved. */
  readonly deploySources: () => Promise<DeploysPlan>;
  /** HMAC-SHA256 in hex. */
  readonly digest: (secret: string, text: string) => string;
};

/** What a tool sends when something went live; names of headers in small letters. */
export interface DeployedInput {
  /** The end of the address. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** `refused`: no such source, or not who it says; which of the two is nobody's business. `nothing`: well-formed, and no deploy of ours. */
export type DeployedReply =
  | { readonly is: 'refused' }
  | { readonly is: 'malformed' | 'nothing' | 'kept'; readonly text: string };

/** Takes the word of GitHub, or of anything that can send JSON, that something went live. Once this answers, it is stored. */
export const deployed =
  (ports: DeployedPorts) =>
  async (input: DeployedInput): Promise<DeployedReply> => {
    const sources = await ports.deploySources();
    return input.address === 'github' ? told(ports, sources, input) : said(ports, sources, input);
  };

type Take = (ports: DeployedPorts, sources: DeploysPlan, input: DeployedInput) => Promise<DeployedReply>;

/** GitHub signs the body with the webhook's secret (docs, "Validating webhook deliveries"). A repeated delivery is the same deploy. */
const told: Take = async (ports, { github }, { headers, body }) => {
  if (github?.secret === undefined) return { is: 'refused' };
  const expected = `sha256=${ports.digest(github.secret, body)}`;
  if (!equalSecrets(headers['x-hub-signature-256'] ?? '', expected)) return { is: 'refused' };
  const event = headers['x-github-event'] ?? '';
  if (event === 'ping') return { is: 'nothing', text: 'GitHub reaches Tocsin' };
  if (event !== 'deployment_status')
    return { is: 'nothing', text: `'${event}' says nothing of deploys: choose deployment statuses alone` };
  const read = deployTold(jsonIn(body), github, ports.clock.now());
  if (!read) return { is: 'malformed', text: 'it is no deployment status in JSON: choose application/json' };
  return read.is === 'nothing' ? { is: 'nothing', text: read.why } : kept(ports, read.deploy);
};

/** `{ "version": "1.8.3", "monitors": ["backend"], "by": "the pipeline", "url": "https://…" }`; the version alone has to be there. */
const said: Take = async (ports, { webhook }, { address, body }) => {
  if (!webhook || !equalSecrets(address, webhook.token)) return { is: 'refused' };
  const { version, monitors = [], by = 'a webhook', url } = fields(jsonIn(body));
  const problem =
    wrongText('version', version, 100) ??
    wrongText('by', by, 100) ??
    (isNames(monitors) ? undefined : '\'monitors\' has to be a list of names, as in ["backend"]') ??
    (url === undefined || isAddress(url) ? undefined : "'url' has to be an http or https address");
  if (problem !== undefined) return { is: 'malformed', text: problem };
  return kept(ports, {
    version: version as string,
    by: by as string,
    monitors: monitors as string[],
    ...(url !== undefined && { url: url as string }),
  });
};

async function kept(ports: DeployedPorts, input: Parameters<ReturnType<typeof deploy>>[0]): Promise<DeployedReply> {
  const { ok, text } = await deploy(ports)(input);
  return { is: ok ? 'kept' : 'malformed', text };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const wrongText = (name: string, value: unknown, most: number): string | undefined =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most
    ? undefined
    : `'${name}' has to be a text of 1 to ${most} characters`;
const isNames = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= 100 && value.every((name) => typeof name === 'string');
const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= 500 && /^https?:\/\//.test(value) && URL.canParse(value);
