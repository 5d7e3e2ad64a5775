import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { call } from '../../src/wire/call.ts';
import { TestServer } from '../support/server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await new TestServer().open();
  server.answer((_request, response) => response.end('x'.repeat(200_000)));
});
afterEach(() => server.close());

describe('one call', () => {
  it.each([
    [undefined, 65_536],
    [100_000, 100_000],
    [1_000_000, 200_000],
  ])('reads of an answer at most %s bytes', async (most, length) => {
    const asked = { method: 'GET', url: server.url, headers: {}, timeout: 5_000, ...(most !== undefined && { most }) };
    const called = await call(asked);
    expect(called.is === 'answered' && called.body.length).toBe(length);
  });

  it('reads bytes as they are where they are no text', async () => {
    server.answer((_request, response) => response.end(Buffer.from([0, 0x80, 0xff, 0x41])));
    const called = await call({ method: 'GET', url: server.url, headers: {}, timeout: 5_000, asBytes: true });
    expect(called).toMatchObject({ is: 'answered', body: '\u0000\u0080\u00ffA' });
  });
});
