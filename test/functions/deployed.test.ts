import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type DeployedInput, deployed } from '../../functions/deployed.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import type { Deploy } from '../../src/core/deploy/deploy.ts';
import { DAY } from '../../src/core/time/instant.ts';
import { digest } from '../../src/wire/sign.ts';
import { told } from '../support/github-deploys.ts';
import { MONDAY, shop } from '../support/plan.ts';

const SECRET = 'the webhook secret';
const TOKEN = 'the token of pipelines';
const AT = new Date(MONDAY - 60_000).toISOString();

/** The step over a memory, with whom it announced what. */
function installed(sources: object = SOURCES) {
  const { deploys, ids } = memoryStores();
  const announced: Deploy[] = [];
  const step = deployed({
    clock: { now: () => MONDAY },
    ids,
    plan: () => shop(),
    deploys,
    announcer: { announce: async (_channel, deploy) => void announced.push(deploy) },
    digest,
    deploySources: async () => sources,
  });
  return { step, announced, kept: () => deploys.since(MONDAY - DAY) };
}

const SOURCES = {
  github: { api: '', repositories: { 'example/shop': ['backend'] }, environment: 'production', secret: SECRET },
  webhook: { token: TOKEN },
};

function fromGithub(payload: unknown, event = 'deployment_status', secret = SECRET): DeployedInput {
  const body = JSON.stringify(payload);
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return { address: 'github', headers: { 'x-hub-signature-256': signature, 'x-github-event': event }, body };
}
const said = (body: object | string): DeployedInput => ({
  address: TOKEN,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('what tools say of deploys', () => {
  it('is kept and announced once, however often GitHub delivers it', async () => {
    const { step, announced, kept } = installed();
    const channels = Object.keys(shop().channels).length;
    expect(channels).toBeGreaterThan(0);
    expect(await step(fromGithub(told(42, AT)))).toEqual({
      is: 'kept',
      text: expect.stringMatching(/^a84d88e of backend at \d\d:\d\d is kept/),
    });
    expect(await step(fromGithub(told(42, AT)))).toEqual({ is: 'kept', text: 'a84d88e is known already' });
    expect(await kept()).toMatchObject([{ id: 'github/example/shop/42', at: Date.parse(AT), by: 'octocat' }]);
    expect(announced).toHaveLength(channels);
  });

  it('of GitHub is refused where it is not signed with the secret, or none is configured', async () => {
    const { step, kept } = installed();
    const forged = fromGithub(told(42, AT), 'deployment_status', 'another secret');
    expect(await step(forged)).toEqual({ is: 'refused' });
    expect(await step({ ...forged, headers: {} })).toEqual({ is: 'refused' });
    const right = fromGithub(told(42, AT));
    expect(await step({ ...right, body: `${right.body} ` })).toEqual({ is: 'refused' });
    expect(await kept()).toEqual([]);
    const { secret: _, ...github } = SOURCES.github;
    expect(await installed({ github }).step(right)).toEqual({ is: 'refused' });
    expect(await installed({}).step(right)).toEqual({ is: 'refused' });
  });

  it.each([
    ['nothing', 'GitHub reaches Tocsin', fromGithub({ zen: 'Speak like a human.' }, 'ping')],
    ['nothing', "'push' says nothing of deploys: choose deployment statuses alone", fromGithub({}, 'push')],
    ['nothing', 'it is failure: a deploy counts once it succeeded', fromGithub(told(42, AT, 'failure'))],
    ['malformed', 'it is no deployment status in JSON: choose application/json', fromGithub('payload=%7B%7D')],
    ['malformed', "'version' has to be a text of 1 to 100 characters", said({ monitors: ['backend'] })],
    ['malformed', "'version' has to be a text of 1 to 100 characters", said('no JSON')],
    [
      'malformed',
      '\'monitors\' has to be a list of names, as in ["backend"]',
      said({ version: '1', monitors: 'backend' }),
    ],
    ['malformed', "'url' has to be an http or https address", said({ version: '1', url: 'javascript:alert(1)' })],
    ['malformed', expect.stringContaining("there is no monitor 'nope'"), said({ version: '1', monitors: ['nope'] })],
  ] as const)('is %s: %s', async (is, text, input) => {
    const { step, kept } = installed();
    expect(await step(input)).toEqual({ is, text });
    expect(await kept()).toEqual([]);
  });

  it('may be said by anything that knows the token and can send JSON', async () => {
    const { step, kept } = installed();
    const deploy = { version: '1.8.3', monitors: ['backend'], by: 'Jenkins', url: 'https://ci.example.com/7' };
    expect(await step(said(deploy))).toMatchObject({ is: 'kept' });
    expect(await step(said({ version: '1.8.4' }))).toMatchObject({ is: 'kept' });
    expect(await kept()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...deploy, at: MONDAY }),
        expect.objectContaining({ version: '1.8.4', monitors: [], by: 'a webhook' }),
      ]),
    );
    expect(await step({ ...said(deploy), address: `${TOKEN}x` })).toEqual({ is: 'refused' });
    expect(await step({ ...said(deploy), address: '' })).toEqual({ is: 'refused' });
  });
});
