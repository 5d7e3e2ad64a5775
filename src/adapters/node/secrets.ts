import { readFileSync, statSync } from 'node:fs';
import { parse } from 'dotenv';
import type { Secrets } from '../../core/ports.ts';
import { reasonOf } from '../../core/reason.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** `pagerduty-key` is looked up as `PAGERDUTY_KEY`. */
export const variableOf = (secret: string): string => secret.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');

/** Secrets from the environment, else from a `.env` file that is read again when it changes. An empty value is none (W7). */
export class EnvironmentSecrets implements Secrets {
  readonly #file: string;
  readonly #environment: Values;
  #read = '';
  #values: Values = {};

  /** `file`: the `.env` beside the config; it need not exist. */
  constructor(file: string, environment: Values) {
    this.#file = file;
    this.#environment = environment;
  }

  async get(name: string): Promise<string | undefined> {
    return this.lookUp(name);
  }

  /** As `get`, at once. Throws where the file is there but cannot be read. */
  lookUp(name: string): string | undefined {
    const variable = variableOf(name);
    return this.#environment[variable] || this.#fromFile()[variable] || undefined;
  }

  #fromFile(): Values {
    try {
      const stat = statSync(this.#file, { throwIfNoEntry: false });
      // The size as well: two writes may fall into one tick of the file system's clock.
      const seen = stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : '';
      if (seen !== this.#read) {
        this.#values = stat ? parse(readFileSync(this.#file)) : {};
        this.#read = seen;
      }
      return this.#values;
    } catch (cause) {
      throw new Error(
        `the file ${this.#file} with the secrets cannot be read (${reasonOf(cause)}): make it readable, or move it away`,
        { cause },
      );
    }
  }
}
