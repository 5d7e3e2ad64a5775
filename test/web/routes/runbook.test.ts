import { describe, expect, it } from '@jest/globals';
import { CODES } from '../../../src/core/check/codes.ts';
import { webApp } from '../../../src/web/app.ts';
import { HOST, portsOf } from '../support/ports.ts';
import { SCENES } from '../support/scenes.ts';

const app = webApp(portsOf(await SCENES.well!()));
const get = async (path: string) => {
  const answer = await app.request(`http://${HOST}${path}`, { headers: { host: HOST } });
  return { status: answer.status, text: await answer.text() };
};

describe('the runbook in the console', () => {
  it('has an index, from which every page can be reached', async () => {
    const { status, text } = await get('/runbook');
    expect(status).toBe(200);
    const links = [...text.matchAll(/href="(\/runbook\/[^"]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(Object.keys(CODES).length);
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
  });

  it('shows commands as they are typed', async () => {
    const { text } = await get('/runbook/status');
    expect(text).toContain('<title>status: wrong status · shop</title>');
    expect(text).toContain('kubectl -n shop rollout undo deployment/backend-deployment');
    expect(text).not.toContain('.md"');
  });

  it.each(['/runbook/none', '/runbook/..%2f..%2fpackage.json', '/runbook/README'])('%s is no page', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
