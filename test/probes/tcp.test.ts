import { describe, expect, it } from '@jest/globals';
import { tcp } from '../../src/probes/tcp.ts';
import { kept } from '../support/peers/kept.ts';
import { rawPeer } from '../support/peers/raw.ts';
import { expectConsistent, probeContract } from '../support/probe-contract.ts';
import { complaints, run } from '../support/probe-run.ts';

const keep = kept();

probeContract({
  kind: tcp,
  tolerates: ['garbage', 'closing', 'echoing'],
  mayNotice: ['resetting'],
  settings: ({ port }, credential) => ({
    host: '127.0.0.1',
    port,
    ...(credential === undefined
      ? {}
      : { send: `GET /${encodeURIComponent(credential)} HTTP/1.0\r\n\r\n`, expect: { banner: `${credential}!` } }),
  }),
});

const look = async (greet: string | undefined, settings: object = {}, answer?: (said: string) => string) => {
  const peer = await keep(
    rawPeer((socket) => {
      if (greet !== undefined) socket.write(greet);
      if (answer) socket.on('data', (chunk) => socket.write(answer(String(chunk))));
    }),
  );
  const finding = await run(tcp, { host: '127.0.0.1', port: peer.port, ...settings });
  expectConsistent(finding);
  return { finding, peer };
};

describe('tcp', () => {
  it('an open port is enough where nothing more is expected', async () => {
    const { finding } = await look(undefined);
    expect(finding).toMatchObject({ verdict: 'up', observed: { address: '127.0.0.1' } });
    expect(finding.text).toMatch(/^accepts connections in \d+ ms$/);
  });

  it.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', 'SSH-2.0', 'up', /^accepts/],
    ['220 mail ESMTP\r\n', '/^220 .*ESMTP/', 'up', /^accepts/],
    ['+PONG\r\n', 'SSH', 'down', /^says "\+PONG" instead of SSH$/],
  ])('%j against banner %j is %s', async (greet, banner, verdict, text) => {
    const { finding } = await look(greet, { expect: { banner } });
    expect(finding).toMatchObject({ verdict, text: expect.stringMatching(text) });
    if (verdict === 'down') expect(finding.code).toBe('body');
  });

  it('sends first where the server waits for it', async () => {
    const settings = { send: 'PING\r\n', expect: { banner: '+PONG' } };
    const { finding } = await look(undefined, settings, (said) => (said === 'PING\r\n' ? '+PONG\r\n' : '-ERR\r\n'));
    expect(finding).toMatchObject({ verdict: 'up', observed: { banner: '+PONG' } });
  });

  it('a banner that comes in pieces is one', async () => {
    const peer = await keep(
      rawPeer((socket) => {
        socket.write('220 ma');
        setImmediate(() => socket.write('il ESMTP\r\n'));
      }),
    );
    const finding = await run(tcp, { host: '127.0.0.1', port: peer.port, expect: { banner: 'mail ESMTP' } });
    expect(finding).toMatchObject({ verdict: 'up' });
  });

  it('speaks UTF-8, whatever the pieces it comes in', async () => {
    const said = Buffer.from('220 grüezi\r\n');
    const peer = await keep(
      rawPeer((socket) => {
        // Between the two bytes of the ü.
        socket.write(said.subarray(0, 7));
        setImmediate(() => socket.write(said.subarray(7)));
      }),
    );
    const finding = await run(tcp, { host: '127.0.0.1', port: peer.port, expect: { banner: 'grüezi' } });
    expect(finding).toMatchObject({ verdict: 'up', observed: { banner: '220 grüezi' } });
  });

  it('a secret beyond ASCII that comes back stays one (W7)', async () => {
    const peer = await keep(rawPeer((socket) => socket.on('data', (chunk) => socket.write(chunk))));
    const settings = { host: '127.0.0.1', port: peer.port, send: 'AUTH pässwörtchen\r\n', expect: { banner: '+OK' } };
    const finding = await run(tcp, settings, { secrets: ['pässwörtchen'], trace: true });
    expect(finding).toMatchObject({ code: 'body', text: 'says "AUTH [redacted]" instead of +OK' });
    expect(finding.observed.banner).toBe('AUTH [redacted]');
    expect(finding.trace?.join()).toContain('← AUTH [redacted]');
  });

  it('a reset instead of a banner', async () => {
    const peer = await keep(rawPeer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    const settings = { host: '127.0.0.1', port: peer.port, send: 'HELO\r\n', expect: { banner: '250' } };
    expect(await run(tcp, settings)).toMatchObject({
      verdict: 'down',
      code: 'tcp_reset',
      text: 'resets the connection',
    });
  });

  it('a server that talks without end is read to 4 KiB', async () => {
    const peer = await keep(rawPeer((socket) => void socket.write('x'.repeat(1_000_000))));
    const settings = { host: '127.0.0.1', port: peer.port, expect: { banner: '250' } };
    const finding = await run(tcp, settings);
    expect(finding).toMatchObject({ code: 'body', text: `says "${'x'.repeat(79)}…" instead of 250` });
  });

  it('slower than expected is down, slower than it may be degraded', async () => {
    const { finding } = await look(undefined, { expect: { 'response-time': '0.0001ms' } });
    expect(finding).toMatchObject({ verdict: 'down', code: 'slow' });
    const { finding: warned } = await look(undefined, { warn: { 'response-time': '0.0001ms' } });
    expect(warned).toMatchObject({ verdict: 'degraded', code: 'slow' });
  });

  it('a server that closes without a word, one that is not there', async () => {
    const peer = await keep(rawPeer((socket) => socket.end()));
    const settings = { host: '127.0.0.1', port: peer.port, expect: { banner: 'SSH' } };
    expect(await run(tcp, settings)).toMatchObject({ code: 'body', text: 'closes the connection without a word' });
    await peer.close();
    expect(await run(tcp, settings)).toMatchObject({ code: 'tcp_refused' });
  });

  it('is held to the address rules (W5)', async () => {
    expect(await run(tcp, { host: '169.254.169.254', port: 80 })).toMatchObject({ code: 'blocked_address' });
  });

  it.each([
    [
      { host: 'http://a.test', port: 1 },
      "host: 'http://a.test' is not a host: write for example shop.example.com or 192.0.2.7",
    ],
    // A pattern that tries every way to split a name takes hours for this one.
    [{ host: 'ingress-1234567890.eu-west-1.elb.amazonaws.com:443', port: 1 }, 'is not a host'],
    [{ host: 'a..test', port: 1 }, 'is not a host'],
    [{ host: 'a.test', port: 0 }, 'port'],
    [{ host: 'a.test', port: 1, expect: { banner: '/(/' } }, 'expect.banner'],
  ])('%j is an error', (settings, complaint) => {
    expect(complaints(tcp, settings).join()).toContain(complaint);
  });
});
