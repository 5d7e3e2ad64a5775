import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundle } from './bundle.ts';
import { OUTPUTS, type Outputs } from './outputs.ts';

/** `node build.ts ROOT FOLDER`: bundles the handlers of a checkout into a folder, and says there what its files import. */
const [root, folder] = process.argv.slice(2);
if (root === undefined || folder === undefined) throw new Error('node lib/code/build.ts ROOT FOLDER');
rmSync(folder, { recursive: true, force: true });
const { outputs } = bundle(root, folder);
const named: Outputs = Object.fromEntries(
  Object.entries(outputs).map(([path, { bytes, imports }]) => [
    basename(path),
    {
      bytes,
      imports: imports.map(({ path: to, external = false }) => ({ path: external ? to : basename(to), external })),
    },
  ]),
);
writeFileSync(join(folder, OUTPUTS), JSON.stringify(named));
