import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Installation } from '../../src/core/installation.ts';
import type { Plan } from '../../src/core/plan.ts';
import { OUTPUTS, type Outputs } from './outputs.ts';
import { carry } from './packages.ts';

/** Where a function's code lies in its asset; what reads files beside its source finds them two folders up (`FILES`). */
const CODE = 'app/code';

/** Files that a function reads at run time, in its asset and in the package. */
export interface Carried {
  readonly from: string;
  readonly to: string;
}

export interface FunctionCode {
  /** The handler's file, as `decide`. */
  readonly handler: string;
  /** Kinds that it needs, as `probe-http`. */
  readonly kinds: readonly string[];
  readonly files?: readonly Carried[];
  /** Packages that it carries as they are. */
  readonly packages?: readonly string[];
}

/** The package, or the checkout. */
const ROOT = resolve(import.meta.dirname, '../..');
/** Handlers that are bundled already: in the published package. */
const PREBUILT = join(ROOT, 'lambda');

/** The compiled handlers: prebuilt in the published package, bundled when the app starts in a checkout. */
export class Code {
  readonly #bundle: string;
  readonly #outputs: Outputs;
  readonly #out: string;

  /** `out`: where assets are put together, as the app's `cdk.out`. */
  constructor(out: string) {
    this.#out = out;
    this.#bundle = existsSync(join(PREBUILT, OUTPUTS)) ? PREBUILT : join(out, 'bundle');
    // In a process of its own: whoever uses the package has no esbuild.
    if (this.#bundle !== PREBUILT)
      execFileSync(process.execPath, [join(import.meta.dirname, 'build.ts'), ROOT, this.#bundle]);
    this.#outputs = JSON.parse(readFileSync(join(this.#bundle, OUTPUTS), 'utf8')) as Outputs;
  }

  /** A folder with what the function needs and nothing else; the path of its handler. */
  asset(
    name: string,
    { handler, kinds, files = [], packages = [] }: FunctionCode,
    plan: Plan,
    installation: Installation,
  ): string {
    const folder = join(this.#out, 'functions', name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, CODE), { recursive: true });
    for (const file of this.filesOf([handler, ...kinds])) cpSync(join(this.#bundle, file), join(folder, CODE, file));
    for (const { from, to } of files) cpSync(join(ROOT, from), join(folder, to), { recursive: true });
    carry(packages, ROOT, join(folder, CODE));
    writeFileSync(join(folder, CODE, 'plan.json'), JSON.stringify(plan));
    writeFileSync(join(folder, CODE, 'installation.json'), JSON.stringify(installation));
    return folder;
  }

  /** The files of some entries and everything that they import, in order. */
  filesOf(entries: readonly string[]): readonly string[] {
    const found = new Set<string>();
    const walk = (file: string) => {
      if (found.has(file)) return;
      const output = this.#outputs[file];
      if (!output) throw new Error(`the bundle has no ${file}: build it anew with \`npm run build\``);
      found.add(file);
      for (const { path, external } of output.imports) if (!external) walk(path);
    };
    for (const entry of entries) walk(`${entry}.mjs`);
    return [...found].toSorted();
  }

  /** Bytes of JavaScript of some entries with all that they import. */
  bytesOf(entries: readonly string[]): number {
    return this.filesOf(entries).reduce((sum, file) => sum + this.#outputs[file]!.bytes, 0);
  }
}

/** What Lambda is given as the handler. */
export const handlerPath = (name: string): string => `${CODE}/${name}.handler`;
