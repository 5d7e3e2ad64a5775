import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { derived } from '../../scripts/derived.ts';

describe('derived files', () => {
  it.each(Object.entries(derived()))('%s is fresh (npm run generate)', (path, text) => {
    expect(readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8')).toBe(text);
  });
});
