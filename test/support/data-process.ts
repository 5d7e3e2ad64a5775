import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';

const OPEN = join(import.meta.dirname, '../../src/adapters/node/open.ts');

/** Other processes that open a data directory and run a script on it as `data`; killed after each test at the latest. */
export function dataProcesses() {
  let children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children = [];
  });
  return {
    /** Calls `onLine` for each line it prints; resolves when it has ended. */
    run: async (directory: string, script: string, onLine: (line: string, child: ChildProcess) => void) => {
      const source = `
        import { openData } from ${JSON.stringify(OPEN)};
        const data = openData({ directory: ${JSON.stringify(directory)}, clock: { now: () => Date.now() } });
        const say = (line) => new Promise((done) => process.stdout.write(line + '\\n', done));
        ${script}`;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      let rest = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line, child);
      });
      await new Promise((resolve) => child.on('close', resolve));
    },
  };
}
