import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { email } from '../../src/channels/email.ts';
import { someMessage } from '../support/channel-contract.ts';
import { MONDAY } from '../support/plan.ts';

const schema = z.strictObject(email.shape);
const context = { now: MONDAY, timeout: 1_000, outbox: { put: async () => {} }, channel: 'mail' };

describe('email', () => {
  it.each([
    [{ host: 'mail.example.com', user: 'a' }, /'user' and 'password' go together/],
    [{ host: 'mail.example.com', password: 'a' }, /'user' and 'password' go together/],
    [{ host: 'mail.example.com', tls: 'maybe' }, /at-once/],
  ])('is refused when the config is read: %j', (smtp, problem) => {
    expect(schema.safeParse({ from: 'a@example.com', smtp }).error?.issues[0]?.message).toMatch(problem);
  });

  it('reaches nobody without an address', async () => {
    const { to: _, ...message } = someMessage();
    expect(await email.send(message, schema.parse({ from: 'a@example.com' }), context)).toEqual({
      is: 'permanent',
      why: 'there is no address to send it to',
    });
  });

  it('wakes nobody, and is answered by its links alone (E6, A6)', () => {
    expect(email.can).toEqual({ wake: false, acknowledge: false, resolve: true });
  });
});
