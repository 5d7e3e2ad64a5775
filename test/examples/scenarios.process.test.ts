import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const folder = 'examples/scenarios';
const scenarios = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => join(folder, name));

/** In a process of its own: whole days of virtual time are slow under Jest. */
const tocsin = (...line: readonly string[]) =>
  spawnSync(process.execPath, [join(root, 'bin/tocsin.js'), ...line], { cwd: root, encoding: 'utf8' });

describe('the shipped scenarios', () => {
  it('all hold with the example config', () => {
    const { status, stdout, stderr } = tocsin('simulate', ...scenarios);
    const failed = stdout.split('\n').filter((line) => line.startsWith('✗'));
    expect({ status, stderr, failed }).toEqual({ status: 0, stderr: '', failed: [] });
    expect(stdout).toContain(`${scenarios.length} of ${scenarios.length} scenarios held.`);
  }, 300_000);

  it.each(['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '3.1', '3.2', '3.3', '3.4', '3.5', '4'])(
    'section %s of the runbook is played',
    (section) => {
      const sections = scenarios.flatMap(
        (file) => /^runbook: "(.*)"$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1]?.split(', ') ?? [],
      );
      expect(sections).toContain(section);
    },
  );

  it('a policy that is worse breaks them, and says when', () => {
    const directory = mkdtempSync(join(tmpdir(), 'tocsin-scenarios-'));
    try {
      const config = readFileSync(join(root, 'examples/fastapi-nextjs.yaml'), 'utf8');
      const worse = config.replace('{ after: 5m, page: lead-developer }', '{ after: 30m, page: lead-developer }');
      expect(worse).not.toBe(config);
      writeFileSync(join(directory, 'worse.yaml'), worse);
      const { status, stdout } = tocsin('simulate', join(folder, 'night.yaml'), '-f', join(directory, 'worse.yaml'));
      expect(status).toBe(1);
      expect(stdout).toMatch(
        /✗ lead-developer is woken within 7m\n {4}broken at 03:07:00 \(\+7m\): nobody asked lead-developer/,
      );
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }, 60_000);
});
