import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { deployed } from '../../../functions/deployed.ts';
import type { Simulation } from '../../../src/simulation/driver.ts';
import { digest } from '../../../src/wire/sign.ts';
import { told } from '../../support/github-deploys.ts';
import { Client } from '../support/client.ts';
import { SCENES } from '../support/scenes.ts';

const SECRET = 'the webhook secret';
const over = (simulation: Simulation) =>
  deployed({
    clock: simulation.clock,
    ids: simulation.stores.ids,
    plan: () => simulation.plan,
    deploys: simulation.stores.deploys,
    announcer: { announce: async () => undefined },
    digest,
    deploySources: async () => ({
      github: { api: '', repositories: { 'example/shop': ['backend'] }, environment: 'production', secret: SECRET },
      webhook: { token: 'token-of-pipelines' },
    }),
  });

describe('POST /deploys', () => {
  it('is open to GitHub by its signature, and to others by a token; what was said is there to read', async () => {
    const simulation = await SCENES.well!();
    const api = new Client(simulation, { deployed: over(simulation) });
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
    const simulation = await SCENES.well!();
    const login = { user: 'ops', password: 'a password' };
    const api = new Client(simulation, { deployed: over(simulation), login });
    expect(await api.ask('/api/deploys')).toMatchObject({ status: 401 });
    const plain = { 'content-type': 'text/plain' };
    expect(await api.send('POST', '/deploys/token-of-pipelines', { version: '1' }, plain)).toMatchObject({
      status: 200,
    });
    expect(await api.send('POST', '/deploys/another', { version: '1' }, plain)).toMatchObject({ status: 404 });
  });

  it('refuses everybody else, says what is malformed, and where it cannot be stored', async () => {
    const simulation = await SCENES.well!();
    const errors: string[] = [];
    const api = new Client(simulation, { deployed: over(simulation) });
    expect(await api.send('POST', '/deploys/github', told(42, ''))).toMatchObject({ status: 404 });
    expect(await api.send('POST', '/deploys/another-token', { version: '1' })).toMatchObject({ status: 404 });
    expect(await api.send('POST', '/deploys/token-of-pipelines', {})).toMatchObject({ status: 400 });
    expect((await api.ask('/deploys/token-of-pipelines')).status).toBe(405);
    const failing = new Client(simulation, {
      deployed: () => Promise.reject(new Error('the disk is full')),
      onError: (where, error) => errors.push(`${where} ${String(error)}`),
    });
    expect(await failing.send('POST', '/deploys/token-of-pipelines', { version: '1' })).toMatchObject({ status: 503 });
    expect(errors).toEqual(['POST /deploys Error: the disk is full']);
  });
});
