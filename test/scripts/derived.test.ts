import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { plainNode } from '../support/plain.ts';

describe('derived files', () => {
  // Plain Node loads the CDK in a second; jest takes a minute for it where nothing is cached.
  it('are fresh, all of them (npm run generate)', async () => {
    const { code, out, err } = await plainNode('test/support/derived-process.ts');
    expect([code, err]).toEqual([0, '']);
    const texts = JSON.parse(out) as Readonly<Record<string, string>>;
    expect(Object.keys(texts).length).toBeGreaterThan(20);
    for (const [path, text] of Object.entries(texts))
      expect([path, readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8')]).toEqual([path, text]);
  });
});
