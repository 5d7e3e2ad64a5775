import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';
import { Simulation } from '../../src/simulation/driver.ts';
import { MONDAY, shop } from '../support/plan.ts';
import { Client } from '../web/support/client.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/deploys.md'), 'utf8');
const [yaml] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
const [body] = [...page.matchAll(/-d '([^']+)'/g)].map(([, text]) => text!);

describe('docs/deploys.md', () => {
  it('has a config that loads, with everything in it', () => {
    const loaded = config.text(
      'tocsin.yaml',
      `monitors:\n  backend: { url: "https://a.example.com/" }\n  frontend: { url: "https://b.example.com/" }\n${yaml}`,
    );
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    const keys = ['api', 'environment', 'repositories', 'secret', 'token'];
    expect(Object.keys(loaded.plan.deploys?.github ?? {}).sort()).toEqual(keys);
  });

  it('sends a body that is taken', async () => {
    const plan = shop({ deploys: { webhook: { token: 'TOKEN' } } });
    const api = new Client(new Simulation({ plan, start: MONDAY }));
    expect(await api.send('POST', '/deploys/TOKEN', body)).toMatchObject({ status: 200, ok: true });
    expect(await api.get('/api/deploys')).toMatchObject({
      deploys: [{ version: '1.8.3', monitors: ['backend'], by: 'Jenkins' }],
    });
  });
});
