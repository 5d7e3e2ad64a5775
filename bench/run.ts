import { cpus, totalmem } from 'node:os';
import { alertQuality } from './alert-quality.ts';
import { decideCost } from './decide.ts';
import { deployToVerified } from './deploy-to-verified.ts';
import { faultToPage } from './fault-to-page.ts';
import { gzipBomb } from './gzip-bomb.ts';
import { idle } from './idle.ts';
import { lambdas } from './lambdas.ts';
import { loadTime } from './load-time.ts';
import { manyMonitors } from './many-monitors.ts';
import { phases } from './phases.ts';
import { probesPerSecond } from './probes-per-second.ts';
import { timeToPage } from './time-to-page.ts';

const benches = {
  decide: decideCost,
  'fault-to-page': faultToPage,
  'deploy-to-verified': deployToVerified,
  idle,
  'probes-per-second': probesPerSecond,
  phases,
  'many-monitors': manyMonitors,
  'gzip-bomb': gzipBomb,
  'load-time': loadTime,
  'alert-quality': alertQuality,
  'time-to-page': timeToPage,
  lambdas,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in benches));
if (unknown) throw new Error(`there is no benchmark '${unknown}': there is ${Object.keys(benches).join(', ')}`);

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const line of await bench()) console.log(`  ${line}`);
}
