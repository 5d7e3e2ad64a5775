import { describe, expect, it } from '@jest/globals';
import { dataDirectory } from '../../support/data-directory.ts';
import { dataProcesses } from '../../support/data-process.ts';
import { MONDAY, shop } from '../../support/plan.ts';
import { someIncident, someResult, someRow } from '../../support/store-samples.ts';

const data = dataDirectory();
const others = dataProcesses();

/** Writes one version after the other through every kind of store, and says each once it was answered. */
const WRITE_ON = `
  const [incident, row, result, plan] = ${JSON.stringify([someIncident(), someRow(1), someResult({ verdict: 'down' }), shop()])};
  for (let version = 1; ; version++) {
    const written = await data.incidents.write({ ...incident, version }, version - 1);
    await data.incidents.file({ ...row, version });
    await data.ledger.write('ada', { sent: [{ at: version, incident: 'shop-1' }], waiting: {} }, version - 1);
    await data.memory.record({ ...result, slot: version }, plan);
    await say(written + ' ' + version);
  }`;

describe('data after kill -9', () => {
  it('has every write that was answered, and is free for the next process', async () => {
    let answered = 0;
    await others.run(data.path(), WRITE_ON, (line, child) => {
      answered = Number(line.replace('written ', ''));
      if (answered === 100) child.kill('SIGKILL');
    });
    expect(answered).toBeGreaterThanOrEqual(100);

    const { incidents, ledger, memory } = data.open();
    const head = await incidents.head('shop');
    expect(head?.version).toBeGreaterThanOrEqual(answered);
    const rows = (await incidents.rows('shop-1')).map((row) => row.version);
    expect(rows.slice(0, answered)).toEqual(Array.from({ length: answered }, (_, i) => i + 1));
    expect((await ledger.read('ada'))?.version).toBeGreaterThanOrEqual(answered);
    expect(await memory.record(someResult({ slot: answered }), shop())).toEqual({ is: 'stale' });
    expect(await incidents.write({ ...head!, version: head!.version + 1 }, head!.version)).toBe('written');
  });
});

describe('data that another process uses', () => {
  it('is refused at once, with what to do, and is free again when that process has ended', async () => {
    const refusals: unknown[] = [];
    await others.run(data.path(), `await say('open'); setInterval(() => {}, 1_000);`, (_, child) => {
      try {
        data.open();
      } catch (error) {
        refusals.push(error);
      }
      child.kill('SIGKILL');
    });
    expect(refusals).toEqual([
      expect.objectContaining({
        name: 'DataError',
        message: expect.stringMatching(/another Tocsin uses .*incidents\.db: stop it, or .*--data/),
      }),
    ]);
    expect(await data.open().mutes.current(MONDAY)).toEqual([]);
  });
});
