import { describe, expect, it } from '@jest/globals';
import { Client } from '../support/client.ts';
import { SCENES } from '../support/scenes.ts';

describe('deploys', () => {
  it('can be said, and read', async () => {
    const api = new Client(await SCENES.well!());
    const body = { version: '1.8.3', monitors: ['backend'], by: 'the pipeline', url: 'https://ci.example.com/7' };
    expect(await api.send('POST', '/api/deploys', body)).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^1\.8\.3 of backend at \d\d:\d\d is kept$/),
    });
    expect(await api.get('/api/deploys')).toMatchObject({ deploys: [body] });
  });

  it.each([
    [{ by: 'ada' }, /'version' is missing/],
    [{ version: '1', by: 'ada', monitors: ['nope'] }, /there is no monitor 'nope'/],
    [{ version: '1', by: 'ada', url: 'javascript:alert(1)' }, /'url' has to be an http or https address/],
  ])('%j is refused in words', async (body, why) => {
    const api = new Client(await SCENES.well!());
    expect(await api.send('POST', '/api/deploys', body)).toMatchObject({
      status: 400,
      error: expect.stringMatching(why),
    });
  });
});
