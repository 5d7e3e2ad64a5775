import { afterEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import * as z from 'zod';
import { email } from '../../../src/channels/email.ts';
import { SECRET, someMessage } from '../../support/channel-contract.ts';
import { leftOpen } from '../../support/peers/raw.ts';
import { oddSmtpPeer, type SmtpPeer, STEPS, type Step, smtpPeer } from '../../support/peers/smtp.ts';
import { certificate, tlsPeer } from '../../support/peers/tls.ts';
import { MONDAY } from '../../support/plan.ts';

const schema = z.strictObject(email.shape);
const context = { now: MONDAY, outbox: { put: async () => {} }, channel: 'mail' };
const page = someMessage({ to: 'ada@example.com' });
const send = (smtp: Record<string, unknown>, message = page, timeout = 10_000) =>
  email.send(
    message,
    schema.parse({ from: 'tocsin@example.com', smtp: { host: '127.0.0.1', tls: 'never', ...smtp } }),
    { ...context, timeout },
  );
const LOGIN = { user: 'tocsin', password: SECRET };

let peer: SmtpPeer | undefined;
afterEach(async () => {
  await peer?.close();
  peer = undefined;
});

describe('email, by SMTP', () => {
  it('hands the mail over, and says what it is called', async () => {
    peer = await smtpPeer();
    const got = await send({ port: peer.port });
    expect(got).toEqual({ is: 'accepted', ref: expect.stringMatching(/^[0-9a-f]{32}@example\.com$/) });
    const [mail] = peer.received;
    expect(mail).toMatchObject({ from: 'tocsin@example.com', to: ['ada@example.com'], secure: false, user: undefined });
    const { messageId, subject } = await simpleParser(mail!.raw);
    expect([messageId, subject]).toEqual([`<${got.is === 'accepted' && got.ref}>`, page.title]);
    expect(await leftOpen(peer)).toBe(0);
  });

  it('encrypts and logs in', async () => {
    const pair = await certificate();
    peer = await smtpPeer({
      pair,
      onAuth: ({ username, password }, _session, done) =>
        password === SECRET ? done(null, { user: username }) : done(new Error(`wrong: ${password}`)),
    });
    const server = { port: peer.port, ...LOGIN, tls: 'required', ca: pair.cert };
    expect((await send(server)).is).toBe('accepted');
    expect(peer.received[0]).toMatchObject({ secure: true, user: 'tocsin' });
    expect(await send({ ...server, password: 'old' })).toEqual({
      is: 'permanent',
      why: 'the login was refused: 535',
      credentials: true,
    });
    expect(await leftOpen(peer)).toBe(0);
  });

  it('speaks TLS from the first byte where it should', async () => {
    const pair = await certificate();
    peer = await smtpPeer({ pair, secure: true });
    expect((await send({ port: peer.port, tls: 'at-once', ca: pair.cert })).is).toBe('accepted');
    expect(peer.received[0]?.secure).toBe(true);
  });

  it.each(['at-once', 'required', 'offered'])(
    'sends nothing to a certificate that is no good, be TLS %s',
    async (tls) => {
      peer = await smtpPeer({ pair: await certificate() });
      // The mail server's own TLS at once ends the whole process when a handshake breaks off.
      const other = await tlsPeer(await certificate());
      try {
        expect(await send({ port: tls === 'at-once' ? other.port : peer.port, ...LOGIN, tls })).toEqual({
          is: 'temporary',
          why: 'certificate self-signed',
        });
        expect(peer.received).toEqual([]);
      } finally {
        await other.close();
      }
    },
  );

  it('sends nothing in the open where encryption is required and not offered', async () => {
    peer = await smtpPeer({ hideSTARTTLS: true });
    expect(await send({ port: peer.port, ...LOGIN, tls: 'required' })).toMatchObject({
      is: 'permanent',
      why: expect.stringMatching(/^encryption was refused: 50/),
    });
    expect(peer.received).toEqual([]);
  });

  it('goes without a login to a server that knows none', async () => {
    peer = await smtpPeer({ disabledCommands: ['AUTH', 'STARTTLS'] });
    expect((await send({ port: peer.port, ...LOGIN })).is).toBe('accepted');
  });

  it('sends no mail that is longer than the server says it takes', async () => {
    peer = await smtpPeer({ size: 500 });
    expect(await send({ port: peer.port })).toEqual({
      is: 'permanent',
      why: 'the mail is longer than the server takes',
    });
  });

  it('knows that nothing was sent when nobody listens, or no such name exists (E5)', async () => {
    expect(await send({ port: 1 })).toEqual({
      is: 'temporary',
      why: 'connection refused',
    });
    expect((await send({ host: `${'x'.repeat(64)}.invalid` })).is).toBe('temporary');
  });

  it('takes no address with which a command could be smuggled in', async () => {
    peer = await smtpPeer();
    for (const to of ['ada@example.com>\r\nRCPT TO:<eve@example.com', 'ada@example.com\r\nBcc: eve@example.com']) {
      const got = await send({ port: peer.port }, someMessage({ to }));
      if (got.is === 'accepted') expect(peer.received.at(-1)?.to).not.toContain('eve@example.com');
    }
    expect(peer.received.flatMap(({ raw }) => raw.match(/^Bcc:.*/gim) ?? [])).toEqual([]);
  });
});

describe('email, by every reply of SMTP', () => {
  const CODES = [421, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 521, 530, 534, 535, 538, 541, 550, 551, 552];
  const LATER = new Set([421, 450, 451, 452, 454, 455, 503]);
  const LOGINS = new Set([530, 534, 535, 538]);
  const all = STEPS.filter((step) => step !== 'EHLO').flatMap((step) =>
    [...CODES, 553, 554, 555, 556].map((code) => [step, code] as const),
  );

  it.each(all)(
    '%s answered %i is temporary or permanent, without the words of the server (E5, W7)',
    async (step, code) => {
      const odd = await oddSmtpPeer(step, `${code} 5.7.8 ${SECRET} tocsin`);
      try {
        const got = await send({ port: odd.port, ...LOGIN });
        expect(got.is).toBe(LATER.has(code) ? 'temporary' : 'permanent');
        expect('credentials' in got).toBe(LOGINS.has(code));
        expect('why' in got && got.why).toMatch(new RegExp(`was refused: ${code}( 5\\.7\\.8)?$`));
        expect(await leftOpen(odd)).toBe(0);
      } finally {
        await odd.close();
      }
    },
  );

  it.each<[Step, string, string]>([
    ['greeting', 'HTTP/1.1 400 Bad Request', 'temporary'],
    ['EHLO', '502 no', 'accepted'],
    ['MAIL', '354 what', 'temporary'],
    ['RCPT', 'nonsense', 'temporary'],
    ['DATA', '250 some say this', 'accepted'],
    ['DATA', '199 what', 'temporary'],
    ['end', '354 more', 'unknown'],
    ['end', 'nonsense', 'unknown'],
    ['end', '299 fine', 'accepted'],
  ])('%s answered "%s" is %s (E5)', async (step, line, is) => {
    const odd = await oddSmtpPeer(step, line);
    try {
      expect((await send({ port: odd.port })).is).toBe(is);
    } finally {
      await odd.close();
    }
  });

  it.each(STEPS)(
    'a connection that breaks at %s, or falls silent, is unknown only once the message went out (E5)',
    async (step) => {
      const is = step === 'end' ? 'unknown' : 'temporary';
      const breaks = await oddSmtpPeer(step, (socket) => socket.destroy());
      const ends = await oddSmtpPeer(step, (socket) => socket.end());
      const silent = await oddSmtpPeer(step, () => {});
      try {
        expect((await send({ port: breaks.port, ...LOGIN })).is).toBe(is);
        expect((await send({ port: ends.port, ...LOGIN })).is).toBe(is);
        expect(await send({ port: silent.port, ...LOGIN }, page, 150)).toMatchObject({
          is,
          why: 'no answer within 0.15 s',
        });
        for (const odd of [breaks, ends, silent]) expect(await leftOpen(odd)).toBe(0);
      } finally {
        await Promise.all([breaks.close(), ends.close(), silent.close()]);
      }
    },
  );

  it('is not kept beyond its time by a reply without end', async () => {
    const timers: NodeJS.Timeout[] = [];
    const odd = await oddSmtpPeer('end', (socket) => {
      timers.push(setInterval(() => socket.write('250-more\r\n'), 20));
    });
    try {
      expect((await send({ port: odd.port }, page, 300)).is).toBe('unknown');
      expect(await leftOpen(odd)).toBe(0);
    } finally {
      for (const timer of timers) clearInterval(timer);
      await odd.close();
    }
  });
});
