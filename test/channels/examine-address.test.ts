import { describe, expect, it } from '@jest/globals';
import { webhook } from '../../src/channels/webhook.ts';
import { SECRET } from '../support/channel-contract.ts';
import { examined } from '../support/examined.ts';
import { TestServer } from '../support/server.ts';

describe('what the doctor finds of webhook', () => {
  it('is the form of the address and of the headers; nothing is sent', async () => {
    const server = await new TestServer().open();
    try {
      expect(await examined(webhook as never, { url: server.url, headers: { 'x-key': SECRET } })).toEqual([
        'ok: the address has the form of one',
        'note: only a message can tell whether anybody listens there',
      ]);
      expect(server.received).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('names an address that travels readable, a header that cannot be sent, and a secret that is no address', async () => {
    expect(await examined(webhook as never, { url: `http://ntfy.example.com/${SECRET}` })).toContain(
      'note: the address is not https: messages and their links travel readable',
    );
    expect(
      await examined(webhook as never, { url: 'https://a.example.com', headers: { [`x ${SECRET}`]: '' } }),
    ).toEqual(['problem: 1 of the headers have a name that HTTP does not allow']);
    expect(webhook.examine?.({ url: SECRET, headers: {} } as never, { channel: 'it' } as never)).toEqual([
      expect.objectContaining({ is: 'problem', text: 'the address is no web address' }),
    ]);
  });
});
