import * as z from 'zod';
import { http } from '../../src/probes/http.ts';
import { look } from '../../src/probes/look.ts';
import type { Done, Task } from './prober.ts';

const SHAPE = z.strictObject(http.shape);
const ALLOWED: readonly string[] = [];

process.on('message', async (task: Task) => {
  process.send!(await probe(task));
});
process.on('disconnect', () => process.exit());

async function probe({ settings, count, atOnce }: Task): Promise<Done> {
  const parsed = SHAPE.parse(settings);
  let left = count;
  let odd: string | undefined;
  const worker = async () => {
    while (left-- > 0) {
      const { verdict, code, text } = await look(http, parsed, {
        timeout: 10_000,
        allowNetworks: ALLOWED,
        trace: false,
        secrets: [],
        now: Date.now(),
        platform: 'machine',
        monitor: 'shop',
      });
      if (verdict !== 'up') odd ??= `${code}: ${text}`;
    }
  };
  const [began, used] = [performance.now(), process.cpuUsage()];
  await Promise.all(Array.from({ length: atOnce }, worker));
  const { user, system } = process.cpuUsage(used);
  return {
    cpu: (user + system) / 1e6,
    wall: (performance.now() - began) / 1_000,
    ...(odd === undefined ? {} : { odd }),
  };
}
