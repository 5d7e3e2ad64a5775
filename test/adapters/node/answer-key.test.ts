import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ownAnswerKey } from '../../../src/adapters/node/answer-key.ts';
import { DataError } from '../../../src/adapters/node/data-error.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const mode = (path: string) => statSync(path).mode & 0o777;

describe('the key of a data directory', () => {
  const data = dataDirectory();
  const other = dataDirectory();
  it('is made once, 256 bits, for this user alone', () => {
    const directory = data.path();
    const key = ownAnswerKey(directory);
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect(mode(join(directory, 'answer-key'))).toBe(0o600);
    expect(ownAnswerKey(directory)).toBe(key);
    expect(ownAnswerKey(other.path())).not.toBe(key);
    expect(readdirSync(directory)).toEqual(['answer-key']);
  });

  it('copied with loose permissions is closed again', () => {
    const directory = data.path();
    const key = ownAnswerKey(directory);
    chmodSync(join(directory, 'answer-key'), 0o644);
    expect(ownAnswerKey(directory)).toBe(key);
    expect(mode(join(directory, 'answer-key'))).toBe(0o600);
  });

  it.each(['', 'short', 'not a key at all, although it is rather long'])(
    '%j in its place is refused, with the remedy',
    (text) => {
      const directory = data.path();
      writeFileSync(join(directory, 'answer-key'), text);
      expect(() => ownAnswerKey(directory)).toThrow(DataError);
      expect(() => ownAnswerKey(directory)).toThrow(/answer-key is not a key of answer links: move it away/);
    },
  );

  it('that cannot be read says which file', () => {
    const directory = data.path();
    mkdirSync(join(directory, 'answer-key'));
    expect(() => ownAnswerKey(directory)).toThrow(/answer-key with the key of answer links cannot be used/);
  });
});
