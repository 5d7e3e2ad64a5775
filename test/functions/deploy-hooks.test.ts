import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { deployHooks, type GithubDelivery } from '../../functions/deploy-hooks.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import type { Deploy } from '../../src/core/deploy/deploy.ts';
import { DAY } from '../../src/core/time/instant.ts';
import { digest } from '../../src/wire/sign.ts';
import { told } from '../support/github-deploys.ts';
import { MONDAY, shop } from '../support/plan.ts';

const SECRET = 'the webhook secret';
const TOKEN = 'the token of pipelines';
const AT = new Date(MONDAY - 60_000).toISOString();

/** The steps over a memory, with whom they announced what; secrets are references. */
function installed(deploysPlan: object = SOURCES) {
  const { deploys, ids } = memoryStores();
  const announced: Deploy[] = [];
  const plan = { ...shop(), deploys: deploysPlan };
  const secrets: Readonly<Record<string, string>> = { '${secret:github}': SECRET, '${secret:deploys}': TOKEN };
  const hooks = deployHooks({
    clock: { now: () => MONDAY },
    ids,
    plan: () => plan,
    deploys,
    announcer: { announce: async (_channel, deploy) => void announced.push(deploy) },
    resolved: async (text) => {
      const found = secrets[text];
      if (found === undefined) throw new Error(`${text} is not set`);
      return found;
    },
    digest,
  });
  return { hooks, announced, kept: () => deploys.since(MONDAY - DAY) };
}

const github = { api: '', repositories: { 'example/shop': ['backend'] }, environment: 'production' };
const SOURCES = { github: { ...github, secret: '${secret:github}' }, webhook: { token: '${secret:deploys}' } };

function delivery(payload: unknown, event = 'deployment_status', secret = SECRET): GithubDelivery {
  const body = JSON.stringify(payload);
  return { event, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`, body };
}
const said = { version: '1.8.3', monitors: ['backend'], by: 'Jenkins', url: 'https://ci.example.com/7' };

describe('what tools say of deploys', () => {
  it('is kept and announced once, however often GitHub delivers it', async () => {
    const { hooks, announced, kept } = installed();
    const channels = Object.keys(shop().channels).length;
    expect(channels).toBeGreaterThan(0);
    expect(await hooks.github(delivery(told(42, AT)))).toEqual({
      is: 'kept',
      text: expect.stringMatching(/^a84d88e of backend at \d\d:\d\d is kept/),
    });
    expect(await hooks.github(delivery(told(42, AT)))).toEqual({ is: 'kept', text: 'a84d88e is known already' });
    expect(await kept()).toMatchObject([{ id: 'github/example/shop/42', at: Date.parse(AT), by: 'octocat' }]);
    expect(announced).toHaveLength(channels);
  });

  it('of GitHub is refused where it is not signed with the secret, or none is configured', async () => {
    const { hooks, kept } = installed();
    const right = delivery(told(42, AT));
    expect(await hooks.github(delivery(told(42, AT), 'deployment_status', 'another secret'))).toEqual({
      is: 'refused',
    });
    expect(await hooks.github({ ...right, signature: '' })).toEqual({ is: 'refused' });
    expect(await hooks.github({ ...right, body: `${right.body} ` })).toEqual({ is: 'refused' });
    expect(await kept()).toEqual([]);
    expect(await installed({ github }).hooks.github(right)).toEqual({ is: 'refused' });
    expect(await installed({}).hooks.github(right)).toEqual({ is: 'refused' });
  });

  it.each([
    ['nothing', 'GitHub reaches Tocsin', delivery({ zen: 'Speak like a human.' }, 'ping')],
    ['nothing', "'push' says nothing of deploys: choose deployment statuses alone", delivery({}, 'push')],
    ['nothing', 'it is failure: a deploy counts once it succeeded', delivery(told(42, AT, 'failure'))],
    ['malformed', 'it is no deployment status in JSON: choose application/json', delivery('payload=%7B%7D')],
  ] as const)('of GitHub is %s: %s', async (is, text, input) => {
    const { hooks, kept } = installed();
    expect(await hooks.github(input)).toEqual({ is, text });
    expect(await kept()).toEqual([]);
  });

  it('may be said by anything that knows the token', async () => {
    const { hooks, kept } = installed();
    expect(await hooks.webhook(TOKEN, said)).toMatchObject({ is: 'kept' });
    expect(await kept()).toMatchObject([{ ...said, at: MONDAY }]);
    for (const token of [`${TOKEN}x`, '', '${secret:deploys}'])
      expect(await hooks.webhook(token, said)).toEqual({ is: 'refused' });
    expect(await hooks.webhook(TOKEN, { ...said, monitors: ['nope'] })).toEqual({
      is: 'malformed',
      text: expect.stringContaining("there is no monitor 'nope'"),
    });
    expect(await installed({}).hooks.webhook(TOKEN, said)).toEqual({ is: 'refused' });
  });

  it('needs the secret of that way alone', async () => {
    const onlyWebhook = { ...SOURCES, github: { ...github, token: '${secret:unset}', secret: '${secret:unset}' } };
    expect(await installed(onlyWebhook).hooks.webhook(TOKEN, said)).toMatchObject({ is: 'kept' });
    await expect(installed(onlyWebhook).hooks.github(delivery(told(42, AT)))).rejects.toThrow('is not set');
  });
});
