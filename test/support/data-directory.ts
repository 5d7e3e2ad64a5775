import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { type OpenData, openData } from '../../src/adapters/node/open.ts';
import { MONDAY } from './plan.ts';

/** A fresh directory for every test of a file, and data in it that is closed in the end. */
export function dataDirectory() {
  let directory = '';
  let opened: OpenData[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'tocsin-'));
  });
  afterEach(() => {
    for (const data of opened) data.close();
    opened = [];
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    path: (...below: readonly string[]) => join(directory, ...below),
    open: (more: { readonly directory?: string; readonly maxPages?: number; readonly now?: () => number } = {}) => {
      const { now = () => MONDAY, ...rest } = more;
      const data = openData({ directory, clock: { now }, ...rest });
      opened.push(data);
      return data;
    },
  };
}
