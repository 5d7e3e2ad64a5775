import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { within } from '../../src/wire/within.ts';
import { TestServer } from '../support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await new TestServer().open();
});
afterEach(() => server.close());

describe('calls that share a deadline', () => {
  it('together take no longer than one may; what comes after it sends nothing', async () => {
    const call = within(300);
    const asked = { method: 'GET', url: server.url, headers: {} };
    expect(await call(asked)).toMatchObject({ is: 'answered' });
    server.answer(() => {});
    expect(await call(asked)).toMatchObject({
      is: 'lost',
      why: expect.stringMatching(/^no answer within 0\.[1-3] s$/),
    });
    expect(await call(asked)).toEqual({ is: 'not sent', why: 'no time was left of 0.3 s' });
    expect(server.received).toHaveLength(2);
  });
});
