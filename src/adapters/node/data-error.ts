import { reasonOf } from '../../core/reason.ts';

/** The data directory or a database in it cannot be used: the message names the path and the remedy. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** A database file, and what its loss would mean, as words that follow "in it". */
export interface DataFile {
  readonly path: string;
  readonly losing: string;
}

/** SQLite's primary result codes that people can do something about. */
const BUSY = 5;
const READ_ONLY = 8;
const INPUT_OUTPUT = 10;
const CORRUPT = 11;
const FULL = 13;
const CANT_OPEN = 14;
const NOT_A_DATABASE = 26;

const SENTENCES: Readonly<Record<number, (file: DataFile) => string>> = {
  [BUSY]: ({ path }) => `another Tocsin uses ${path}: stop it, or give this one another directory with --data`,
  [READ_ONLY]: ({ path }) =>
    `${path} cannot be written to: check its permissions, or give another directory with --data`,
  [INPUT_OUTPUT]: ({ path }) =>
    `the disk that holds ${path} does not read or write as it should: check it, or give another directory with --data`,
  [CORRUPT]: (file) => damaged(file),
  [FULL]: ({ path }) => `the disk that holds ${path} is full: free some space; nothing was half written`,
  [CANT_OPEN]: ({ path }) =>
    `${path} cannot be opened: check that it is a file and may be written to, or give another directory with --data`,
  [NOT_A_DATABASE]: (file) => foreign(file),
};

/** The file is ours, but not whole. */
export const damaged = ({ path, losing }: DataFile, seen?: string): string =>
  `${path} is damaged${seen === undefined ? '' : ` (${seen})`}: stop Tocsin, move the file and ${path}-wal away, keep them, and start again (${losing})`;

/** The file is no database, or somebody else's. */
export const foreign = ({ path, losing }: DataFile): string =>
  `${path} is not readable as a Tocsin database: move it away, keep it, and start again (${losing}), or give another directory with --data`;

/** The error of a database call as people need it; what is not known is passed on with its cause. */
export function dataError(file: DataFile, cause: unknown): DataError {
  if (cause instanceof DataError) return cause;
  const code = sqliteCode(cause);
  const sentence = code === undefined ? undefined : SENTENCES[code & 0xff];
  return new DataError(sentence?.(file) ?? `${file.path} could not be used: ${reasonOf(cause)}`, { cause });
}

function sqliteCode(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined;
}
