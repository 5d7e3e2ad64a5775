import { describe, expect, it } from '@jest/globals';
import { page } from '../../src/probes/page.ts';
import { httpPeer } from '../support/peers/http.ts';
import { kept } from '../support/peers/kept.ts';
import { expectConsistent, probeTimingContract } from '../support/probe-contract.ts';
import { run } from '../support/probe-run.ts';

const keep = kept();

probeTimingContract({ kind: page, settings: ({ port }) => ({ url: `http://127.0.0.1:${port}/` }) });

describe('page and its one deadline (W1)', () => {
  it('covers the assets', async () => {
    const peer = await keep(
      httpPeer((request, response) => {
        if (request.url === '/') response.end('<script src="/never.js"></script>words');
      }),
    );
    const started = performance.now();
    const finding = await run(page, { url: peer.url, expect: { assets: 'ok' } }, { timeout: 300 });
    expect(performance.now() - started).toBeLessThan(400);
    expectConsistent(finding);
    expect(finding).toMatchObject({
      verdict: 'down',
      code: 'deadline',
      text: 'did not answer for all its scripts and styles within 300 ms',
    });
  });

  it.each([
    ['nested as deep as it goes', `${'<i>'.repeat(170_000)}${'</x>'.repeat(130_000)}`],
    ['as deep as is read, then closing what was never open', `${'<i>'.repeat(510)}${'</x>'.repeat(250_000)}`],
    ['one tag with attributes only', `<a ${'b '.repeat(500_000)}`],
  ])('HTML %s', async (_, body) => {
    const peer = await keep(httpPeer((__, response) => response.end(body)));
    const started = performance.now();
    expectConsistent(await run(page, { url: peer.url }, { timeout: 500 }));
    expect(performance.now() - started).toBeLessThan(600);
  });

  it('a slow page is degraded; its assets do not count', async () => {
    const peer = await keep(
      httpPeer((request, response) => {
        const [type, body] =
          request.url === '/' ? ['text/html', '<script src="/a.js"></script>words'] : ['text/javascript', ''];
        setTimeout(() => response.writeHead(200, { 'content-type': type }).end(body), 120);
      }),
    );
    const settings = { url: peer.url, expect: { assets: 'ok' } };
    expect(await run(page, { ...settings, warn: { 'response-time': '100ms' } })).toMatchObject({
      verdict: 'degraded',
      code: 'slow',
    });
    expect(await run(page, { ...settings, warn: { 'response-time': '220ms' } })).toMatchObject({ verdict: 'up' });
  });
});
