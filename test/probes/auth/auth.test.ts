import { createServer } from 'node:https';
import { afterEach, describe, expect, it } from '@jest/globals';
import { http } from '../../../src/probes/http.ts';
import { httpPeer } from '../../support/peers/http.ts';
import { kept } from '../../support/peers/kept.ts';
import { listening, type Peer } from '../../support/peers/raw.ts';
import { isSigned } from '../../support/peers/sigv4.ts';
import { authority, certificate, type Pair } from '../../support/peers/tls.ts';
import { complaints, run } from '../../support/probe-run.ts';

const keep = kept();
const text = (file: unknown) => JSON.stringify(file);

/** Lets in who shows this authorization. */
const guarded = (wanted: string) =>
  keep(httpPeer((request, response) => response.writeHead(request.headers.authorization === wanted ? 200 : 401).end()));

describe('http: who asks', () => {
  it('basic, as RFC 7617 says, and the password nowhere in the finding', async () => {
    const peer = await guarded(`Basic ${Buffer.from('tocsin:swordfish!').toString('base64')}`);
    const finding = await run(
      http,
      { url: peer.url, auth: { basic: { user: 'tocsin', password: 'swordfish!' } } },
      { trace: true },
    );
    expect(finding).toMatchObject({ verdict: 'up' });
    expect(text(finding)).not.toContain('swordfish');
  });

  it('bearer', async () => {
    const peer = await guarded('Bearer t0ken-of-mine');
    expect(await run(http, { url: peer.url, auth: { bearer: 't0ken-of-mine' } })).toMatchObject({ verdict: 'up' });
    expect(await run(http, { url: peer.url, auth: { bearer: 'another' } })).toMatchObject({
      code: 'status',
      text: 'answers 401 instead of 200-299',
    });
  });

  it('goes along to no other origin', async () => {
    let seen: string | undefined = 'nothing';
    const other = await keep(
      httpPeer((request, response) => {
        seen = request.headers.authorization;
        response.end();
      }),
    );
    const peer = await keep(httpPeer((_, response) => response.writeHead(302, { location: other.url }).end()));
    expect(await run(http, { url: peer.url, auth: { bearer: 't0ken-of-mine' } })).toMatchObject({ verdict: 'up' });
    expect(seen).toBeUndefined();
  });

  it('one way at a time', () => {
    const both = { basic: { user: 'a', password: 'b' }, bearer: 'c' };
    expect(complaints(http, { url: 'http://a/', auth: both })).toEqual(['auth: name one of basic, bearer and sigv4']);
    expect(complaints(http, { url: 'http://a/', auth: { sigv4: { region: 'eu-west-1', 'access-key': 'a' } } })).toEqual(
      ['auth.sigv4: access-key and secret-key go together'],
    );
  });
});

describe('http: SigV4', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const keys = { 'access-key': 'AKIDEXAMPLE', 'secret-key': secret };
  const signed = () =>
    keep(
      httpPeer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const fine = isSigned(request, Buffer.concat(chunks).toString(), secret);
          response.writeHead(fine ? 200 : 403).end();
        });
      }),
    );

  it.each([
    ['GET', undefined],
    ['POST', '{"a":1}'],
  ])('%s is signed, date, query and body included', async (method, body) => {
    const peer = await signed();
    const settings = { url: `${peer.url}items?b=2&a=1`, method, ...(body ? { body } : {}) };
    const auth = { sigv4: { region: 'eu-west-1', ...keys } };
    expect(await run(http, { ...settings, auth })).toMatchObject({ verdict: 'up' });
    const wrong = { sigv4: { region: 'eu-west-1', ...keys, 'secret-key': 'another' } };
    expect(await run(http, { ...settings, auth: wrong })).toMatchObject({ code: 'status' });
  });

  it("takes the environment's keys where none are named, with the session's token", async () => {
    let token: unknown;
    const peer = await keep(
      httpPeer((request, response) => {
        token = request.headers['x-amz-security-token'];
        response.writeHead(isSigned(request, '', secret) ? 200 : 403).end();
      }),
    );
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: 'session',
    });
    const auth = { sigv4: { region: 'eu-west-1', service: 'lambda' } };
    expect(await run(http, { url: peer.url, auth })).toMatchObject({ verdict: 'up' });
    expect(token).toBe('session');
  });

  it('without keys nothing is known of the peer', async () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = process.env;
    process.env = rest;
    const peer = await signed();
    expect(await run(http, { url: peer.url, auth: { sigv4: { region: 'eu-west-1' } } })).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('no AWS keys to sign with; set auth.sigv4.access-key'),
    });
    expect(peer.connections()).toBe(0);
  });
});

describe('http: mutual TLS', () => {
  const asking = async (ca: Pair, server: Pair): Promise<Peer> => {
    let count = 0;
    const https = createServer(
      { key: server.key, cert: server.cert, ca: ca.cert, requestCert: true, rejectUnauthorized: true },
      (_, response) => {
        count += 1;
        response.end('inside');
      },
    );
    https.on('tlsClientError', () => {});
    return listening(https, 'https', () => count);
  };

  it('shows its certificate; without one, or with a stranger’s, it says so', async () => {
    const [ca, stranger] = [await authority(), await authority()];
    const [server, client, other] = [
      await certificate({ ca }),
      await certificate({ ca, name: 'tocsin' }),
      await certificate({ ca: stranger, name: 'tocsin' }),
    ];
    const peer = await keep(asking(ca, server));
    const settings = { url: peer.url, ca: ca.cert };
    const show = ({ cert, key }: Pair) => ({ ...settings, 'client-certificate': { certificate: cert, key } });
    expect(await run(http, show(client))).toMatchObject({ verdict: 'up' });
    expect(await run(http, settings)).toMatchObject({ code: 'credentials', text: 'asks for a client certificate' });
    // Node's server closes without an alert; others answer 400 or send one.
    expect(await run(http, show(other))).toMatchObject({ verdict: 'down', code: 'protocol_error' });
    expect(peer.connections()).toBe(1);
  });

  it('a key that does not fit its certificate is our fault, and says so', async () => {
    const [a, b] = [await certificate(), await certificate()];
    const peer = await keep(asking(await authority(), a));
    const finding = await run(http, { url: peer.url, 'client-certificate': { certificate: a.cert, key: b.key } });
    expect(finding).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('client certificate') });
  });
});
