import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { channels } from '../../src/channels/index.ts';
import { config } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problem.ts';

const folder = resolve(import.meta.dirname, '../../docs/channels');
const pages = readdirSync(folder)
  .map((file) => file.replace(/\.md$/, ''))
  .filter((page) => page !== 'README');

describe('pages about channels', () => {
  it('are there for every kind', () => {
    expect(pages.toSorted()).toEqual([...channels.keys()].toSorted());
  });

  it.each(pages)('%s is a kind, and its example loads and shows it', (kind) => {
    expect([...channels.keys()]).toContain(kind);
    const text = readFileSync(resolve(folder, `${kind}.md`), 'utf8');
    const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!);
    expect(examples).not.toEqual([]);
    for (const yaml of examples) {
      const loaded = config.text(`${kind}.md`, yaml);
      expect(loaded.ok ? '' : formatProblems(loaded.problems)).toBe('');
      expect(loaded.ok && Object.values(loaded.plan.channels).map((channel) => channel.kind)).toContain(kind);
    }
  });
});
