import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { credentialsIn, identity } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure, observeSighting } from './expect/conclude.ts';
import type { Judged } from './expect/evidence.ts';
import { judgeTime, responseTime } from './expect/time.ts';
import { judgeCertificate } from './expect/timing.ts';
import { hostName, port } from './target.ts';
import { chainOf, judgeIntermediate } from './tls/chain.ts';
import { startCheck } from './wire/check.ts';
import { openConnection, type Sighting } from './wire/connection.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';
import { excerpt } from './wire/redact.ts';

const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

const shape = {
  host: hostName().describe('a name or an IP address'),
  port: port().default(443),
  'server-name': hostName().optional().describe('the name to ask for and to find in the certificate, if not the host'),
  ca: z.string().optional().describe('authorities to trust in place of the public ones, as PEM'),
  'client-certificate': identity,
  expect: z
    .strictObject({
      certificate: duration().optional().describe('valid for at least this long'),
      protocol: z.enum(VERSIONS).default('TLSv1.2').describe('at least this version'),
      issuer: z.string().min(1).optional().describe('a text that the name of the issuer holds'),
      'response-time': responseTime(),
    })
    .prefault({}),
  warn: z
    .strictObject({
      certificate: duration().prefault('21d').describe('valid for at least this long'),
      'response-time': responseTime(),
    })
    .prefault({}),
};

/** A TLS handshake, the certificate that it shows, and how long that is still good. */
export const tls = defineProbe({
  kind: 'tls',
  summary: 'a TLS handshake: chain, host name, protocol, days left',
  shape,
  isLight: () => true,
  async run(settings, context): Promise<Finding> {
    const { host, port: at, 'server-name': serverName, expect, warn } = settings;
    const watch = stopwatch();
    const sighting: Sighting = {};
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    try {
      const connection = await openConnection(check, watch, sighting, {
        host,
        port: at,
        tls: { protocols: [], serverName },
      });
      const phases = watch.read();
      const { tlsProtocol, cipher, certificate } = sighting;
      const chain = chainOf(certificate);
      const observed = {
        ...observeSighting(sighting),
        ...(cipher && { 'tls-cipher': cipher }),
        ...(chain.length > 0 && { 'certificate-chain': chain.map(({ name }) => name).join(', by ') }),
      };
      for (const { name, validTo } of chain)
        check.note(() => `  sent ${name} until ${new Date(validTo).toISOString()}`);
      if (isFailure(connection)) return concludeFailure(check, connection, phases, observed);
      connection.close();
      const left = certificate ? { certificateLeft: certificate.left } : {};
      const now = certificate ? certificate.validTo - certificate.left : context.now;
      const judgeLeft = (least: number) => [...judgeCertificate(least, left), ...judgeIntermediate(least, chain, now)];
      const valid = certificate ? `, the certificate is good for ${inWords(certificate.left)}` : '';
      return conclude(check, phases, observed, {
        expect: [
          judgeProtocol(expect.protocol, tlsProtocol ?? 'nothing'),
          ...(expect.issuer === undefined ? [] : [judgeIssuer(expect.issuer, certificate?.issuer ?? 'nobody')]),
          ...(expect.certificate === undefined ? [] : judgeLeft(expect.certificate)),
          ...judgeTime(expect['response-time'], phases.total),
        ],
        warn: [...judgeLeft(warn.certificate), ...judgeTime(warn['response-time'], phases.total)],
        parts: [],
        fine: `shakes hands in ${inWords(phases.total)}${valid}`,
      });
    } finally {
      check.deadline.end();
    }
  },
});

const judgeProtocol = (least: (typeof VERSIONS)[number], seen: string): Judged => ({
  name: 'protocol',
  expected: `at least ${least}`,
  seen,
  ok: VERSIONS.indexOf(seen as (typeof VERSIONS)[number]) >= VERSIONS.indexOf(least),
  code: 'tls_failed',
  says: `agrees on ${seen} instead of at least ${least}`,
});

const judgeIssuer = (wanted: string, seen: string): Judged => ({
  name: 'issuer',
  expected: wanted,
  seen,
  ok: seen.includes(wanted),
  code: 'tls_failed',
  says: `has a certificate by ${excerpt(seen)} instead of ${excerpt(wanted)}`,
});
