import { describe, expect, it } from '@jest/globals';
import { email } from '../../../src/channels/email.ts';
import { SECRET } from '../../support/channel-contract.ts';
import { examined } from '../../support/examined.ts';
import { kept } from '../../support/peers/kept.ts';
import { leftOpen } from '../../support/peers/raw.ts';
import { oddSmtpPeer, smtpPeer } from '../../support/peers/smtp.ts';
import { certificate } from '../../support/peers/tls.ts';

const keep = kept();
const LOGIN = { user: 'tocsin', password: SECRET };
const looks = (smtp: Record<string, unknown>, timeout = 10_000) =>
  examined(email as never, { from: 'tocsin@example.com', smtp: { host: '127.0.0.1', ...smtp } }, { timeout });

describe('what the doctor finds of email by SMTP', () => {
  it('is in order where the server encrypts and takes the login; no mail is begun', async () => {
    const pair = await certificate();
    const peer = await keep(smtpPeer({ pair, onAuth: (_auth, _session, done) => done(null, { user: 'tocsin' }) }));
    expect(await looks({ port: peer.port, ...LOGIN, ca: pair.cert })).toEqual([
      `ok: 127.0.0.1:${peer.port} answers, encrypted, and takes the login`,
    ]);
    expect(peer.received).toEqual([]);
    expect(await leftOpen(peer)).toBe(0);
  });

  it('names a login that is refused, without a word of the server', async () => {
    const peer = await keep(
      smtpPeer({ onAuth: ({ password }, _session, done) => done(new Error(`wrong: ${password}`)) }),
    );
    expect(await looks({ port: peer.port, ...LOGIN, tls: 'never' })).toEqual([
      `problem: 127.0.0.1:${peer.port}: the login was refused: 535`,
    ]);
  });

  it('names what travels readable, and a login that nobody asks for', async () => {
    const peer = await keep(smtpPeer({ disabledCommands: ['STARTTLS', 'AUTH'] }));
    expect(await looks({ port: peer.port, ...LOGIN, tls: 'offered' })).toEqual([
      `ok: 127.0.0.1:${peer.port} answers`,
      `note: mail to 127.0.0.1:${peer.port} travels readable`,
      `note: 127.0.0.1:${peer.port} offers no login, so none was tried`,
    ]);
  });

  it('names a certificate that is no good, a server that wants no mail, silence, and nobody', async () => {
    const peer = await keep(smtpPeer({ pair: await certificate() }));
    expect(await looks({ port: peer.port })).toEqual([
      `problem: 127.0.0.1:${peer.port} cannot be asked: certificate self-signed`,
    ]);
    const full = await keep(oddSmtpPeer('greeting', '554 5.7.1 go away'));
    expect(await looks({ port: full.port, tls: 'never' })).toEqual([
      `problem: 127.0.0.1:${full.port}: the connection was refused: 554 5.7.1`,
    ]);
    const silent = await keep(oddSmtpPeer('greeting', () => {}));
    expect(await looks({ port: silent.port, tls: 'never' }, 300)).toEqual([
      `problem: 127.0.0.1:${silent.port} cannot be asked: no answer within 0.3 s`,
    ]);
    expect(await looks({ port: 1, tls: 'never' })).toEqual([
      'problem: 127.0.0.1:1 cannot be asked: connection refused',
    ]);
  });
});
