import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { deployed } from '../../functions/deployed.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import { config } from '../../src/config/config.ts';
import { digest } from '../../src/wire/sign.ts';
import { MONDAY } from '../support/plan.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/deploys.md'), 'utf8');
const [yaml] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
const [body] = [...page.matchAll(/-d '([^']+)'/g)].map(([, text]) => text!);

describe('docs/deploys.md', () => {
  const loaded = config.text(
    'tocsin.yaml',
    `monitors:\n  backend: { url: "https://a.example.com/" }\n  frontend: { url: "https://b.example.com/" }\n${yaml}`,
  );

  it('has a config that loads, with everything in it', () => {
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    expect(Object.keys(loaded.plan.deploys?.github ?? {}).sort()).toEqual([
      'api',
      'environment',
      'repositories',
      'secret',
      'token',
    ]);
  });

  it('sends a body that is taken', async () => {
    if (!loaded.ok) throw new Error('the config does not load');
    const { deploys, ids } = memoryStores();
    const step = deployed({
      clock: { now: () => MONDAY },
      ids,
      plan: () => loaded.plan,
      deploys,
      announcer: { announce: async () => undefined },
      digest,
      deploySources: async () => ({ webhook: { token: 'TOKEN' } }),
    });
    expect(await step({ address: 'TOKEN', headers: {}, body: body! })).toMatchObject({ is: 'kept' });
    expect(await deploys.since(MONDAY)).toMatchObject([{ version: '1.8.3', monitors: ['backend'], by: 'Jenkins' }]);
  });
});
