import { afterEach, expect, it } from '@jest/globals';
import * as z from 'zod';
import { MINUTE } from '../../src/core/time/instant.ts';
import type { EvidenceContext, EvidenceKind, Gathered, Looks, Subject } from '../../src/evidence/define.ts';
import { httpPeer } from './peers/http.ts';
import { type Peer, rawPeer, says } from './peers/raw.ts';
import { monitor } from './plan.ts';

/** Wednesday, 1 July 2026, 12:00 UTC: when evidence is taken, three minutes after it failed. */
export const NOON = Date.UTC(2026, 6, 1, 12, 0, 0);
export const FAILED = NOON - 3 * MINUTE;

export const subject = (more: Partial<Subject> = {}): Subject => ({
  monitor: monitor('backend', { light: true }),
  failedAt: FAILED,
  locations: [{ name: 'here', asked: true }],
  ...more,
});

const unlooked: Looks = {
  way: 500,
  latest: async () => [],
  once: () => Promise.reject(new Error('nobody looks here')),
};

export const gathering = (more: Partial<EvidenceContext> = {}): EvidenceContext => ({
  source: 'it',
  now: NOON,
  timeout: 3_000,
  zone: 'UTC',
  allowNetworks: ['127.0.0.0/8'],
  secrets: [],
  platform: 'machine',
  looks: unlooked,
  ...more,
});

/** Parses settings as the config language does, and collects. */
export const collect = (
  kind: EvidenceKind,
  settings: object,
  about: Subject = subject(),
  context: Partial<EvidenceContext> = {},
): Promise<Gathered> => kind.collect(z.strictObject(kind.shape).parse(settings) as never, about, gathering(context));

export const linesIn = ({ parts }: Gathered): readonly string[] => parts.flatMap(({ lines }) => lines);
export const whyIn = ({ missing = {} }: Gathered): string => Object.values(missing).join('\n');

/** In every place of the settings that may hold one. */
export const CANARY = 'hunter2-canary';

const OPEN: Peer[] = [];
/** How a peer may be wrong; each has to be said, and none may throw, take longer, or repeat the secret that it was shown. */
const WRONGS: Readonly<Record<string, () => Promise<Peer>>> = {
  'answers 401': () => echoing(401),
  'answers 403': () => echoing(403),
  'answers 403 for its rate limit': () => echoing(403, { 'x-ratelimit-remaining': '0' }),
  'answers 404': () => echoing(404),
  'answers 429': () => echoing(429),
  'answers 500': () => echoing(500),
  'answers no JSON': () =>
    httpPeer((request, response) => void response.end(`<html>${String(request.headers.authorization)}</html>`)),
  'answers JSON of another shape': () => httpPeer((_, response) => void response.end('{"data":[null,{"a":[]}]}')),
  'answers null': () => httpPeer((_, response) => void response.end('null')),
  'answers no HTTP': () => says('\u0000\u0001 what?\r\n\r\n'),
  'closes at once': () => rawPeer((socket) => socket.destroy()),
  'never answers': () => rawPeer(() => undefined),
  'never ends its answer': () => httpPeer((_, response) => void response.writeHead(200).write('{"status":')),
};

const echoing = (status: number, headers: Record<string, string> = {}) =>
  httpPeer((request, response) => {
    const said = `no, not with ${String(request.headers.authorization)} ${'x'.repeat(5_000)}`;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ message: said, status: 'error', error: said }));
  });

/** What every kind that asks somebody over the wire promises: `settings` of one that asks at `url`, showing `CANARY`. */
export function evidenceContract(kind: EvidenceKind, settings: (url: string) => object): void {
  afterEach(async () => {
    for (const peer of OPEN.splice(0)) await peer.close();
  });

  it.each(Object.keys(WRONGS))('of one that %s says so in time, and repeats no secret (W7)', async (wrong) => {
    const peer = await WRONGS[wrong]!();
    OPEN.push(peer);
    const began = performance.now();
    const got = await collect(kind, settings(peer.url), subject(), { timeout: 400, secrets: [CANARY] });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(peer.connections()).toBeGreaterThan(0);
    expect(whyIn(got)).toMatch(/\w/);
    expect(got.sentence).toBeUndefined();
    expect(JSON.stringify(got)).not.toContain(CANARY);
    expect(JSON.stringify(got).length).toBeLessThan(4_000);
  });
}
