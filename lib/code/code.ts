import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Installation } from '../../src/core/installation.ts';
import type { Plan } from '../../src/core/plan.ts';
import { bundle } from './bundle.ts';

/** Where a function's code lies in its asset; what reads files beside its source finds them two folders up (`FILES`). */
const CODE = 'app/code';
/** What the bundle names files and chunks by, as esbuild tells it. */
type Outputs = Readonly<
  Record<
    string,
    {
      readonly entryPoint?: string;
      readonly bytes: number;
      readonly imports: readonly { readonly path: string; readonly external?: boolean }[];
    }
  >
>;

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
}

/** The compiled handlers: prebuilt in the published package, bundled when the app starts in a checkout. */
export class Code {
  readonly #root: string;
  readonly #bundle: string;
  readonly #outputs: Outputs;
  readonly #out: string;

  /** `root`: the package. `out`: where assets are put together, as the app's `cdk.out`. */
  constructor(root: string, out: string) {
    this.#root = root;
    this.#out = out;
    const built = join(root, 'dist/lambda');
    this.#bundle = existsSync(join(built, 'outputs.json')) ? built : join(out, 'bundle');
    this.#outputs = this.#bundle === built ? readOutputs(built) : build(root, this.#bundle);
  }

  /** A folder with what the function needs and nothing else; the path of its handler. */
  asset(name: string, { handler, kinds, files = [] }: FunctionCode, plan: Plan, installation: Installation): string {
    const folder = join(this.#out, 'functions', name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, CODE), { recursive: true });
    for (const file of this.filesOf([handler, ...kinds])) cpSync(join(this.#bundle, file), join(folder, CODE, file));
    for (const { from, to } of files) cpSync(join(this.#root, from), join(folder, to), { recursive: true });
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

/** Bundles into a folder, and leaves there what its files import. */
export function build(root: string, folder: string): Outputs {
  rmSync(folder, { recursive: true, force: true });
  const { outputs } = bundle(root, folder);
  const named = Object.fromEntries(
    Object.entries(outputs).map(([path, { bytes, imports }]) => [
      basename(path),
      { bytes, imports: imports.map(({ path: to, external }) => ({ path: external ? to : basename(to), external })) },
    ]),
  ) as Outputs;
  writeFileSync(join(folder, 'outputs.json'), JSON.stringify(named));
  return named;
}

const readOutputs = (folder: string): Outputs => JSON.parse(readFileSync(join(folder, 'outputs.json'), 'utf8'));
