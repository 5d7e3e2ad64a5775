import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../../core/reason.ts';
import { DataError } from './data-error.ts';

const OTHERWISE = 'or give another directory with --data';
const IN_THE_WAY = `a file is in its way; move the file, ${OTHERWISE}`;
const FORBIDDEN = `it may not be written to; check its permissions, ${OTHERWISE}`;

const REMEDIES: Readonly<Record<string, string>> = {
  EEXIST: IN_THE_WAY,
  ENOTDIR: IN_THE_WAY,
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: FORBIDDEN,
  ENOSPC: `the disk is full; free some space, ${OTHERWISE}`,
};

/** Makes sure that a directory is there and can be written to; throws a `DataError` with the remedy. */
export function prepareDirectory(directory: string): void {
  try {
    create(directory);
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    const remedy = REMEDIES[code] ?? `${reasonOf(cause)}; create it, ${OTHERWISE}`;
    throw new DataError(`the data directory ${directory} cannot be used: ${remedy}`, { cause });
  }
}

/** Not `recursive: true`: that never returns where a file system answers ENOENT for what it does not let one create. */
function create(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(directory);
  if (parent !== directory) create(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    // Somebody else may have been quicker.
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
