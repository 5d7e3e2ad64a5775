import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { probes } from '../../src/probes/index.ts';

const folder = resolve(import.meta.dirname, '../../examples/kinds');

describe('examples of every kind of check', () => {
  it('there is one for each, and none for what does not exist', () => {
    expect(readdirSync(folder).sort()).toEqual([...probes.keys()].map((kind) => `${kind}.yaml`).sort());
  });

  it.each([...probes.keys()])('%s loads, and shows its kind', (kind) => {
    const loaded = config.file(resolve(folder, `${kind}.yaml`));
    expect(loaded.ok ? '' : formatProblems(loaded.problems)).toBe('');
    const monitors = loaded.ok ? Object.values(loaded.plan.monitors) : [];
    expect(monitors.map((monitor) => monitor.kind)).toContain(kind);
  });
});
