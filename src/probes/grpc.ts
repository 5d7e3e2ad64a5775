import * as z from 'zod';
import type { Finding } from '../core/check/check.ts';
import { inWords } from '../core/time/instant.ts';
import { duration } from '../fields/duration.ts';
import { credentialsIn, identity } from './auth/auth.ts';
import { defineProbe } from './define.ts';
import { conclude, concludeFailure, observeSighting } from './expect/conclude.ts';
import { judgeTime, responseTime } from './expect/time.ts';
import { judgeCertificate } from './expect/timing.ts';
import { askHealth, judgeHealth } from './grpc/health.ts';
import { hostName, port, requestHeaders } from './target.ts';
import { startCheck } from './wire/check.ts';
import type { Sighting } from './wire/connection.ts';
import { isFailure } from './wire/failure.ts';
import { stopwatch } from './wire/phases.ts';

const timing = {
  certificate: duration().optional().describe('valid for at least this long'),
  'response-time': responseTime(),
};

const shape = {
  host: hostName().describe('a name or an IP address'),
  port: port().describe('where it serves gRPC'),
  service: z.string().max(500).default('').describe('the service to ask about; absent: the server as a whole'),
  tls: z.boolean().default(false).describe('over TLS, its certificate judged; without, HTTP/2 from the first byte'),
  ca: z.string().optional().describe('authorities to trust in place of the public ones, as PEM'),
  'client-certificate': identity,
  headers: requestHeaders().default({}).describe('metadata, such as authorization'),
  expect: z.strictObject(timing).default({}),
  warn: z.strictObject(timing).default({}),
};

/** A gRPC server that says of itself, by the standard health protocol, that it serves. */
export const grpc = defineProbe({
  kind: 'grpc',
  summary: 'a gRPC server says that it serves (grpc.health.v1)',
  shape,
  isLight: () => true,
  async run(settings, context): Promise<Finding> {
    const { service, expect, warn } = settings;
    const watch = stopwatch();
    const sighting: Sighting = {};
    const check = startCheck({ ...settings, ...credentialsIn(settings) }, context);
    try {
      const health = await askHealth(check, watch, sighting, settings);
      const phases = watch.read();
      const observed = observeSighting(sighting);
      if (isFailure(health)) return concludeFailure(check, health, phases, observed);
      const left = sighting.certificate ? { certificateLeft: sighting.certificate.left } : {};
      const judge = (wanted: typeof expect) => [
        ...(wanted.certificate === undefined ? [] : judgeCertificate(wanted.certificate, left)),
        ...judgeTime(wanted['response-time'], phases.total),
      ];
      return conclude(
        check,
        phases,
        { ...observed, 'health-status': health },
        {
          expect: [judgeHealth(check, health, service), ...judge(expect)],
          warn: judge(warn),
          parts: [],
          fine: `serves, and says so in ${inWords(phases.total)}`,
        },
      );
    } finally {
      check.deadline.end();
    }
  },
});
