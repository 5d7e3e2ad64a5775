import { deployTold } from '../src/core/deploy/github.ts';
import { equalSecrets } from '../src/core/equal.ts';
import { type DeployInput, type DeployPorts, deploy } from './deploy.ts';

export type DeployHookPorts = DeployPorts & {
  /** A text of the config with its secrets in place. Throws where one is not set. */
  readonly resolved: (text: string) => Promise<string>;
  /** HMAC-SHA256 in hex. */
  readonly digest: (secret: string, text: string) => string;
};

/** What GitHub sends to a webhook: two of its headers, empty where they are not there, and the body as it came. */
export interface GithubDelivery {
  readonly event: string;
  readonly signature: string;
  readonly body: string;
}

/** `refused`: no such source, or not who it says; which of the two is nobody's business. `nothing`: well-formed, and no deploy of ours. */
export type DeployHookReply =
  | { readonly is: 'refused' }
  | { readonly is: 'malformed' | 'nothing' | 'kept'; readonly text: string };

/** Where tools say that something went live. Once one answers, it is stored. */
export interface DeployHooks {
  /** Signed with the webhook's secret (GitHub's docs, "Validating webhook deliveries"). A repeated delivery is the same deploy. */
  github(delivery: GithubDelivery): Promise<DeployHookReply>;
  /** Whoever knows the token. */
  webhook(token: string, deploy: DeployInput): Promise<DeployHookReply>;
}

export function deployHooks(ports: DeployHookPorts): DeployHooks {
  const keep = async (input: DeployInput): Promise<DeployHookReply> => {
    const { ok, text } = await deploy(ports)(input);
    return { is: ok ? 'kept' : 'malformed', text };
  };
  return {
    github: async ({ event, signature, body }) => {
      const { github } = ports.plan().deploys ?? {};
      if (github?.secret === undefined) return { is: 'refused' };
      const expected = `sha256=${ports.digest(await ports.resolved(github.secret), body)}`;
      if (!equalSecrets(signature, expected)) return { is: 'refused' };
      if (event === 'ping') return { is: 'nothing', text: 'GitHub reaches Tocsin' };
      if (event !== 'deployment_status')
        return { is: 'nothing', text: `'${event}' says nothing of deploys: choose deployment statuses alone` };
      const read = deployTold(jsonIn(body), github, ports.clock.now());
      if (!read) return { is: 'malformed', text: 'it is no deployment status in JSON: choose application/json' };
      return read.is === 'nothing' ? { is: 'nothing', text: read.why } : keep(read.deploy);
    },
    webhook: async (token, input) => {
      const { webhook } = ports.plan().deploys ?? {};
      if (!webhook || !equalSecrets(token, await ports.resolved(webhook.token))) return { is: 'refused' };
      return keep(input);
    },
  };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
