import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Finding } from '../../src/core/check/check.ts';
import { CODES, type Code } from '../../src/core/check/codes.ts';
import type { ProbeKind } from '../../src/probes/define.ts';
import { leftOpen, type Peer, rawPeer, says } from './peers/raw.ts';
import { silent } from './peers/slow.ts';
import { lookAt, parse, run } from './probe-run.ts';

/** What a kind's contract test needs to know: settings, as a config file has them, that look at a peer's port. */
export interface ProbeSubject {
  readonly kind: ProbeKind;
  settings(peer: { readonly port: number }, credential?: string): Readonly<Record<string, unknown>>;
  /** False for kinds that look at no TCP server: only what holds without a peer is asked of them. */
  readonly peers?: false;
  /** Odd peers that are all this kind asks for: a port that merely has to be open. */
  readonly tolerates?: readonly string[];
  /** Odd peers that this kind may or may not notice: a reset that comes after all that it asks for. */
  readonly mayNotice?: readonly string[];
  /** What silence after connecting is called; `deadline` unless told. */
  readonly silence?: Code;
  /** False where the config cannot hold a credential: there is nothing to leak. */
  readonly credential?: false;
}

/** Longer than any excerpt: half a secret is one too. */
const CANARY = `canary/7f3a+9d21=${'e8'.repeat(60)}`;

/** What every probe kind promises, whatever its protocol. */
export function probeContract({
  kind,
  settings,
  peers: needed,
  tolerates = [],
  mayNotice = [],
  credential,
}: ProbeSubject): void {
  describe(`${kind.kind} keeps the probe contract`, () => {
    const peers: Record<string, Peer> = {};
    beforeAll(async () => {
      peers.garbage = await says(Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 131) % 256)));
      // Reading on, or it would not notice that the other side has closed too.
      peers.closing = await rawPeer((socket) => socket.resume().end());
      peers.resetting = await rawPeer((socket) => socket.resetAndDestroy());
      // Whatever is asked, in whatever protocol, comes back in every place of an HTTP answer.
      peers.echoing = await rawPeer((socket) => {
        socket.once('data', (chunk: Buffer) => {
          const said = JSON.stringify(chunk.toString('latin1')).replace(/[^\x20-\x7e]/g, '');
          const head = `x-echo: ${said}\r\nset-cookie: ${said}\r\ncontent-type: text/plain\r\nconnection: close`;
          socket.end(`HTTP/1.1 500 Internal Server Error\r\n${head}\r\n\r\n${said} ${CANARY}`);
        });
      });
      peers.refusing = await rawPeer(() => {});
      await peers.refusing.close();
    });
    afterAll(async () => {
      for (const [name, peer] of Object.entries(peers)) if (name !== 'refusing') await peer.close();
    });

    it('settings are plain JSON once parsed, since plans are kept as JSON', () => {
      const parsed = parse(kind, settings({ port: 80 }));
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
    });

    const odd = needed === false ? [] : ['garbage', 'closing', 'resetting', 'echoing', 'refusing'];
    for (const name of odd)
      it(`a ${name} peer yields a consistent finding`, async () => {
        const finding = await run(kind, settings(peers[name]!), { trace: true, timeout: 1_000 });
        const wanted = tolerates.includes(name)
          ? ['up']
          : mayNotice.includes(name)
            ? ['up', 'down', 'unknown']
            : ['down'];
        expect(wanted).toContain(finding.verdict);
        expectConsistent(finding);
        expect(await leftOpen(peers[name]!)).toBe(0);
      });

    it('a bug in a check is `unknown`, never an exception', async () => {
      const finding = await lookAt(
        { ...kind, run: () => Promise.reject(new Error(`oops ${CANARY}`)) },
        settings({ port: 1 }),
        {
          secrets: [CANARY],
        },
      );
      expect(finding).toMatchObject({
        verdict: 'unknown',
        code: 'unknown',
        text: 'could not be checked: oops [redacted]',
      });
      expectConsistent(finding);
    });

    const talks = needed !== false && credential !== false;
    if (talks)
      it('no secret reaches a finding, in any spelling (W7)', async () => {
        const finding = await lookAt(kind, settings(peers.echoing!, CANARY), {
          trace: true,
          secrets: [CANARY],
          timeout: 1_000,
        });
        expect(peers.echoing!.connections()).toBeGreaterThan(0);
        const text = JSON.stringify(finding);
        const encoded = Buffer.from(CANARY).toString('base64').replace(/=+$/, '');
        for (const spelling of [CANARY, encodeURIComponent(CANARY), encoded])
          expect(text).not.toContain(spelling.slice(0, 12));
      });
  });
}

/** The part of the contract that reads a stopwatch; for a `.timing.test.ts`. */
export function probeTimingContract({ kind, settings, silence = 'deadline' }: ProbeSubject): void {
  describe(`${kind.kind} keeps the probe contract's times`, () => {
    it('keeps the deadline within 100 ms against silence (W1)', async () => {
      const peer = await silent();
      const started = performance.now();
      const finding = await lookAt(kind, settings(peer), { timeout: 300 });
      const took = performance.now() - started;
      expect(await leftOpen(peer)).toBe(0);
      await peer.close();
      expect(took).toBeLessThan(400);
      expect(took).toBeGreaterThan(290);
      expect(finding).toMatchObject({ verdict: 'down', code: silence });
      expectConsistent(finding);
    });
  });
}

/** A verdict, its code, its sentence and its phases that go together. */
export function expectConsistent(finding: Finding): void {
  const { verdict, code, text, phases, expectations, failingParts } = finding;
  expect(Object.keys(CODES)).toContain(code);
  expect(code === 'ok').toBe(verdict === 'up');
  expect(code === 'unknown').toBe(verdict === 'unknown');
  expect(text).toMatch(/^\S[^\n]*[^.\s]$/);
  const broken = (weight: string) => expectations.filter((each) => each.weight === weight && !each.ok);
  if (broken('expect').length > 0) expect(verdict).toBe('down');
  if (verdict === 'degraded') expect(broken('warn').length).toBeGreaterThan(0);
  expect(broken('part').length > 0).toBe(failingParts.length > 0);
  const { total, ...rest } = phases;
  const sum = Object.values(rest).reduce((all, each) => all + each, 0);
  for (const each of Object.values(phases)) expect(each).toBeGreaterThanOrEqual(0);
  expect(sum).toBeLessThanOrEqual(total + 0.1);
}
