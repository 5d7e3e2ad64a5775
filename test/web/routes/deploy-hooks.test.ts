import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Simulation } from '../../../src/simulation/driver.ts';
import { told } from '../../support/github-deploys.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { Client } from '../support/client.ts';

const SECRET = 'the webhook secret';
const deploys = {
  github: { api: '', repositories: { 'example/shop': ['backend'] }, environment: 'production', secret: SECRET },
  webhook: { token: 'token-of-pipelines' },
};
const scene = () => new Simulation({ plan: shop({ deploys }), start: MONDAY });

describe('POST /deploys', () => {
  it('is open to GitHub by its signature, and to others by a token; what was said is there to read', async () => {
    const simulation = scene();
    const api = new Client(simulation);
    const body = JSON.stringify(told(42, new Date(simulation.clock.now() - 1_000).toISOString()));
    const signed = {
      'x-github-event': 'deployment_status',
      'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    };
    expect(await api.send('POST', '/deploys/github', body, signed)).toMatchObject({ status: 200, ok: true });
    expect(await api.send('POST', '/deploys/token-of-pipelines', { version: '1.8.3' })).toMatchObject({ status: 200 });
    const { deploys } = await api.get<{ deploys: { version: string }[] }>('/api/deploys');
    expect(deploys.map(({ version }) => version).sort()).toEqual(['1.8.3', 'a84d88e']);
  });

  it('asks for no login, which GitHub has none of', async () => {
    const simulation = scene();
    const login = { user: 'ops', password: 'a password' };
    const api = new Client(simulation, { login });
    expect(await api.ask('/api/deploys')).toMatchObject({ status: 401 });
    const plain = { 'content-type': 'text/plain' };
    expect(await api.send('POST', '/deploys/token-of-pipelines', { version: '1' }, plain)).toMatchObject({
      status: 200,
    });
    expect(await api.send('POST', '/deploys/another', { version: '1' }, plain)).toMatchObject({ status: 404 });
  });

  it('refuses everybody else, says what is malformed, and where it cannot be stored', async () => {
    const simulation = scene();
    const errors: string[] = [];
    const api = new Client(simulation);
    expect(await api.send('POST', '/deploys/github', told(42, ''))).toMatchObject({ status: 404 });
    expect(await api.send('POST', '/deploys/another-token', { version: '1' })).toMatchObject({ status: 404 });
    for (const [body, why] of [
      [{}, /'version' is missing/],
      ['no JSON', /the body is not JSON/],
      [{ version: '1', monitors: [7] }, /'monitors' has to be a list of names/],
      [{ version: '1\nPaged nobody' }, /'version' holds control characters/],
      [{ version: '1', url: 'javascript:alert(1)' }, /'url' has to be an http or https address/],
      [{ version: '1', monitors: ['nope'] }, /there is no monitor 'nope'/],
    ] as const) {
      const refused = await api.send('POST', '/deploys/token-of-pipelines', body);
      expect(refused).toMatchObject({ status: 400, error: expect.stringMatching(why) });
      expect(refused.error).not.toContain('token-of-pipelines');
    }
    expect((await api.ask('/deploys/token-of-pipelines')).status).toBe(405);
    const failing = new Client(simulation, {
      deployHooks: {
        github: () => Promise.reject(new Error('the disk is full')),
        webhook: () => Promise.reject(new Error('the disk is full')),
      },
      onError: (where, error) => errors.push(`${where} ${String(error)}`),
    });
    expect(await failing.send('POST', '/deploys/token-of-pipelines', { version: '1' })).toMatchObject({ status: 503 });
    expect(errors).toEqual(['POST /deploys/… Error: the disk is full']);
  });
});
