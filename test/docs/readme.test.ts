import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problem.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const readme = read('README.md');

describe('README', () => {
  it('names the two commands on its first screen', () => {
    const screen = readme.split('\n').slice(0, 24).join('\n');
    expect(screen).toContain('npm ci && npm start');
    expect(screen).toContain('npm ci && npm test');
  });

  it('shows a config that loads', () => {
    const yaml = /```yaml\n([\s\S]*?)```/.exec(readme)![1]!;
    const loaded = config.text('README.md', yaml);
    expect(loaded.ok ? '' : formatProblems(loaded.problems)).toBe('');
  });

  it.each([
    'README.md',
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/api.md',
    'docs/simulate.md',
    'docs/cost.md',
    'docs/compose.md',
    'docs/remedies.md',
    'docs/dependencies.md',
  ])('%s links to what is there', (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) =>
      resolve(root, path, '..', link!),
    );
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });

  it('has a reason for every dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const listed = [...read('docs/dependencies.md').matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, names]) =>
      names!.split(', '),
    );
    const all = Object.keys({ ...dependencies, ...devDependencies });
    expect(all.filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => name !== 'package' && !/^-+$/.test(name) && !all.includes(name))).toEqual([]);
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
