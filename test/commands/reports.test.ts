import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pc from 'picocolors';
import { commandLine } from '../../src/commands/command-line.ts';
import type { Io } from '../../src/commands/io.ts';
import { serveScene } from '../web/support/server.ts';

let tocsinAt: Awaited<ReturnType<typeof serveScene>>;
beforeEach(async () => {
  tocsinAt = await serveScene('well', 0);
});
afterEach(() => tocsinAt.stop());

/** Runs a command against the served Tocsin. */
async function tocsin(...line: readonly string[]) {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    write: () => {},
    isTerminal: false,
    columns: 100,
    environment: {},
    directory: tmpdir(),
    colors: pc.createColors(false),
  };
  return { exit: await commandLine([...line, '--url', tocsinAt.url], io), out, err };
}

describe('an incident by hand (I7)', () => {
  it('open prints its id and who is paged next; resolve ends it', async () => {
    const opened = await tocsin('open', 'checkout is broken', '--severity', 'p2', '--by', 'ada');
    expect(opened).toEqual({
      exit: 0,
      out: 'opened incident reported-1 (P2). Nobody has been paged yet; devops-team is next at once.\n',
      err: '',
    });
    expect((await tocsin('incidents', 'reported-1')).out).toContain('checkout is broken, reported by ada (API) at');
    expect(await tocsin('resolve', 'reported-1', '--why', 'the bank is back', '--by', 'ada')).toEqual({
      exit: 0,
      out: 'resolved by ada\n',
      err: '',
    });
    expect((await tocsin('incidents', 'reported-1')).out).toContain('resolved by ada (API): the bank is back');
  });

  it('ack --undo, reassign and note say what came of them', async () => {
    await tocsin('open', 'checkout is broken', '--severity', 'p1', '--by', 'ada');
    const said = async (...line: string[]) => (await tocsin(...line, '--by', 'ada')).out;
    expect(await said('ack', 'reported-1')).toBe('acknowledged by ada\n');
    expect(await said('ack', 'reported-1', '--undo')).toBe('ada took the acknowledgement back: paging goes on\n');
    expect(await said('note', 'reported-1', 'called the bank')).toBe('noted\n');
    expect(await said('reassign', 'reported-1', 'lead-developer')).toBe(
      'reassigned to lead-developer, who is paged now\n',
    );
    const { out } = await tocsin('incidents', 'reported-1');
    expect(out).toContain('reassigned to lead-developer by ada (API)');
    expect(out).toContain('ada (API): called the bank');
    expect(await tocsin('reassign', 'reported-1', 'nobody')).toMatchObject({
      exit: 1,
      err: expect.stringContaining("there is no 'nobody'; there are devops-1"),
    });
  });

  it('open says which severities and monitors there are; resolve which incidents there are not', async () => {
    expect(await tocsin('open', 'x', '--severity', 'P5')).toMatchObject({
      exit: 1,
      err: expect.stringContaining("'severity' has to be one of P1, P2, P3, P4"),
    });
    expect(await tocsin('open', 'x', '--severity', 'P1', '--monitor', 'bakend')).toMatchObject({
      exit: 1,
      err: expect.stringContaining("there is no monitor 'bakend'; there are ingress, backend, frontend"),
    });
    expect(await tocsin('open', 'x')).toMatchObject({ exit: 2, err: expect.stringContaining('--severity') });
    expect(await tocsin('resolve', 'none-1')).toMatchObject({ exit: 1, err: expect.stringContaining("'none-1'") });
    expect(await tocsin('resolve', 'none-1', '--for', 'soon')).toMatchObject({
      exit: 2,
      err: expect.stringContaining("'soon' is not a duration"),
    });
  });
});
