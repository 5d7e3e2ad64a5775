import { expect, it } from '@jest/globals';
import { domain } from '../../src/probes/domain.ts';
import { silent } from '../support/peers/slow.ts';
import { run } from '../support/probe-run.ts';

it.each(['rdap', 'bootstrap'])(
  'a silent %s costs the deadline, and says nothing of the domain (W1)',
  async (service) => {
    const peer = await silent();
    const started = performance.now();
    const finding = await run(domain, { name: 'example.com', [service]: peer.url }, { timeout: 300 });
    const took = performance.now() - started;
    await peer.close();
    expect(finding).toMatchObject({ verdict: 'unknown', text: expect.stringMatching(/^could not be checked: /) });
    expect(took).toBeLessThan(400);
  },
);
