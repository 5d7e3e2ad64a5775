import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { tocsinApp } from '../../lib/app.ts';

/** A template is plain JSON: what is read of it fails the test where it is not there. */
// biome-ignore lint/suspicious/noExplicitAny: CloudFormation has types for itself only
export type Properties = Record<string, any>;

/** The stacks of a config, synthesised. */
export class Stacks {
  readonly app: App;
  readonly problems: readonly string[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'tocsin-cdk-'));
  #templates: Readonly<Record<string, Template>> | undefined;

  constructor(config: string) {
    const file = join(this.#folder, 'tocsin.yaml');
    writeFileSync(file, config);
    this.app = new App({
      outdir: join(this.#folder, 'out'),
      context: { config: file },
      analyticsReporting: false,
    });
    this.problems = tocsinApp(this.app);
  }

  /** By the stack's id. Synthesises at first. */
  get templates(): Readonly<Record<string, Template>> {
    this.#templates ??= Object.fromEntries(
      this.app.node.children
        .filter((child) => child instanceof Stack)
        .map((stack) => [stack.node.id, Template.fromStack(stack as Stack)]),
    );
    return this.#templates;
  }

  of(stack: string, type: string): readonly Properties[] {
    return Object.values(this.templates[stack]!.findResources(type)).map(({ Properties }) => Properties as Properties);
  }

  all(type: string): readonly Properties[] {
    return Object.keys(this.templates).flatMap((stack) => this.of(stack, type));
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
