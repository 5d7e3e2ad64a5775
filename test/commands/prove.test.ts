import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pc from 'picocolors';
import { commandLine } from '../../src/commands/command-line.ts';
import type { Io } from '../../src/commands/io.ts';

/** A year takes seconds, more of them on a busy machine. */
jest.setTimeout(120_000);

const EXAMPLE = resolve(import.meta.dirname, '../../examples/fastapi-nextjs.yaml');
const FROM = ['--from', '2027-01-04', '--months', '1'];

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tocsin-prove-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function tocsin(line: readonly string[], terminal: Partial<Io> = {}) {
  let [out, err, written] = ['', '', ''];
  const io: Io = {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    write: (text) => (written += text),
    isTerminal: false,
    columns: 100,
    environment: {},
    directory,
    colors: pc.createColors(false),
    ...terminal,
  };
  return { exit: await commandLine(line, io), out, err, written };
}

/** The lead sleeps through every P1: ben has nobody behind him. */
const SLEEPING = `
timezone: Europe/Madrid
monitors:
  shop: { url: "https://shop.example.com/", severity: P1 }
people:
  ana: { notify: [pager, phone] }
  ben: { notify: [pager, phone] }
  lead: { notify: [mail] }
rotations:
  on-call: { timezone: Europe/Madrid, handoff: { every: week, on: monday, at: "09:00" }, members: [ana, ben] }
escalation:
  P1: { levels: [{ page: on-call }, { after: 5m, page: lead }] }
  P2: { levels: [{ page: on-call }, { after: 5m, page: ana }, { after: 5m, page: ben }] }
channels:
  pager: { kind: webhook, url: "https://pager.example.com/", wakes: true }
  phone: { kind: webhook, url: "https://phone.example.com/", wakes: true }
  mail: { kind: webhook, url: "https://mail.example.com/" }
`;
const sleeping = () => writeFileSync(join(directory, 'tocsin.yaml'), SLEEPING);

describe('prove', () => {
  it('is 0 where the policy holds: every claim with what it rests on, and what was covered', async () => {
    const { exit, out } = await tocsin(['prove', '-f', EXAMPLE, ...FROM]);
    expect(exit).toBe(0);
    expect(out).toMatch(/✓ every P1 wakes a person within 8 min, at any unmuted minute\n/);
    expect(out.match(/^✓/gm)).toHaveLength(5);
    expect(out).toMatch(/^Proven\.$/m);
    expect(out).toMatch(/44,640 minutes, to the millisecond, in 21 worlds, cut at 5 hand-offs, \d+ starts and\sends/);
  });

  it('is 1 where it does not: the minute in both clocks, the world, the timeline and the cure', async () => {
    sleeping();
    const { exit, out } = await tocsin(['prove', ...FROM]);
    expect(exit).toBe(1);
    expect(out).toContain('✗ no single point of failure');
    const block = out.slice(out.indexOf('1. P1 wakes nobody'), out.indexOf('Refuted by'));
    expect(block.split('\n').slice(0, 10)).toEqual([
      '1. P1 wakes nobody within 6 min when ben does not answer',
      '   when   Mon 2027-01-04 00:00 Europe/Madrid (Sun 2027-01-03 23:00 UTC)',
      expect.stringMatching(/^ {10}one of 44,\d{3} of 44,640 minutes$/),
      '   world  ben does not answer (the same where ana does not answer)',
      '          on-call is ben until Mon 09:00; lead',
      '   then   00:00:00  +0s      paging by the P1 policy (opened): on-call, then lead after 5 min',
      '          00:00:01  +1s      paged ben (on-call) on pager (P1, level 1)',
      '          00:05:01  +5m1s    paged lead on mail (P1, level 2)',
      '          00:06:00  +6m      its time is over: nobody was woken',
      '          00:10:01  +10m1s   paged ana on pager (P1, last resort: everyone)',
    ]);
    expect(block).toContain('   cure   give lead a waking channel, or put somebody who has one on level 3\n');
    expect(out).toMatch(/Refuted by 2 counterexamples\./);
  });

  it('keeps to the width of the terminal, in colour there only, and says how far it is', async () => {
    sleeping();
    const colors = pc.createColors(true);
    const { out, written } = await tocsin(['prove', ...FROM], { isTerminal: true, columns: 84, colors });
    expect(out).toContain(colors.red('✗'));
    const bare = out.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '');
    expect(Math.max(...bare.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(84);
    expect(written === '' || /proving … \d+ %/.test(written)).toBe(true);
  });

  it('gives programs all of it as JSON', async () => {
    sleeping();
    const { exit, out } = await tocsin(['prove', ...FROM, '-o', 'json']);
    const proof = JSON.parse(out);
    expect(exit).toBe(1);
    expect(proof).toMatchObject({ proven: false, from: '2027-01-03T23:00:00.000Z', until: '2027-02-03T23:00:00.000Z' });
    expect(proof.claims.map(({ holds }: { holds: boolean }) => holds)).toEqual([true, true, false, true, false]);
    expect(proof.counterexamples[1].example).toMatchObject({
      at: '2027-01-03T23:00:00.000Z',
      fault: { is: 'person', name: 'ben' },
      meant: [
        { target: 'on-call', name: 'ben', until: '2027-01-04T08:00:00.000Z' },
        { target: 'lead', name: 'lead' },
      ],
      timeline: expect.arrayContaining([
        { at: '2027-01-03T23:06:00.000Z', text: 'its time is over: nobody was woken' },
      ]),
    });
  });

  it('is 2 on a config problem and on a date or a number that is none', async () => {
    expect((await tocsin(['prove', '-f', 'missing.yaml'])).exit).toBe(2);
    sleeping();
    expect(await tocsin(['prove', '--from', 'tomorrow'])).toMatchObject({
      exit: 2,
      err: "--from 'tomorrow' is no date: write it as in --from 2027-01-01\n",
    });
    expect(await tocsin(['prove', '--months', '0'])).toMatchObject({
      exit: 2,
      err: "--months '0' is no number from 1 to 60\n",
    });
  });

  it('refutes a config that names nobody: the console wakes no one (E6)', async () => {
    writeFileSync(join(directory, 'tocsin.yaml'), 'monitors:\n  shop: { url: "https://shop.example.com/" }\n');
    const { exit, out } = await tocsin(['prove', ...FROM]);
    expect(exit).toBe(1);
    expect(out).toContain('1. P1 wakes nobody within 1 min');
    expect(out).toContain('give operator a waking channel');
  });
});
