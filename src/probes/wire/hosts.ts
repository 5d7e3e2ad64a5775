import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Where this system keeps its hosts file. */
export const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';

/** Addresses the hosts file gives a name; none where there is no such file. Read at each check: nothing is cached (W2). */
export async function fromHostsFile(name: string, file: string = HOSTS_FILE): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([address = '', ...names]) => isIP(address) !== 0 && names.some((each) => each.toLowerCase() === name))
    .map(([address]) => address!);
}
