import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';

const folder = resolve(import.meta.dirname, '../../docs/channels');
const pages = readdirSync(folder).filter((name) => /^[a-z-]+\.md$/.test(name));

describe('docs/channels', () => {
  it.each(pages)('%s has a config that loads, with a channel of its kind', (page) => {
    const text = readFileSync(resolve(folder, page), 'utf8');
    const kind = page.replace('.md', '');
    const [, block = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    const loaded = config.text('tocsin.yaml', `monitors: { backend: { url: "https://shop.example.com/" } }\n${block}`);
    expect(loaded.ok ? 'loads' : loaded.problems.map(({ message }) => message)).toBe('loads');
    expect(loaded.ok && Object.values(loaded.plan.channels).map((channel) => channel.kind)).toContain(kind);
  });
});
