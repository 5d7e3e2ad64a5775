import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';
import { evidence } from '../../src/evidence/index.ts';
import { probes } from '../../src/probes/index.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/evidence.md'), 'utf8');
const [block] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);

describe('docs/evidence.md', () => {
  it('has a config that loads, with every kind of source', () => {
    const loaded = config.text('tocsin.yaml', `monitors: { backend: { url: "https://shop.example.com/" } }\n${block}`);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    const kinds = loaded.ok ? Object.values(loaded.plan.evidence ?? {}).map(({ kind }) => kind) : [];
    expect(kinds.toSorted()).toEqual([...evidence.keys()].toSorted());
  });

  it('has a row for every kind, and names every kind of check that a burst is taken of', () => {
    for (const kind of evidence.keys()) expect(page).toContain(`\n| \`${kind}\` |`);
    for (const { kind, isLight } of probes.values())
      if (isLight) expect([kind, page.includes(`\`${kind}\``)]).toEqual([kind, true]);
  });
});
