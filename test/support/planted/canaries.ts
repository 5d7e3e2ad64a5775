import { createHash } from 'node:crypto';
import { variableOf } from '../../../src/adapters/node/secrets.ts';

/** Characters that a URL, JSON, HTML and a shell each write in their own way. */
const STRANGE = '+/=%&"<>';

export interface Canary {
  /** Of what it is the secret: whoever is addressed by that name may be told it, nobody else. */
  readonly owner: string;
  readonly name: string;
  readonly value: string;
}

/** Secrets planted in a config, each unmistakable; `plant` gives the reference that a config holds. */
export class Canaries {
  readonly all: Canary[] = [];

  /** `plain`: letters and digits alone, for places that take nothing else; by default there are strange ones, too. */
  plant(owner: string, what: string, like: 'strange' | 'plain' | 'account' = 'strange'): string {
    const name = `${owner}-${what}`;
    const core = createHash('sha256').update(`canary ${name}`).digest('hex').slice(0, 32);
    const value = { strange: `${core}${STRANGE}${core.slice(0, 4)}`, plain: core, account: `AC${core}` }[like];
    this.all.push({ owner, name, value });
    return `\${secret:${name}}`;
  }

  valueOf(name: string): string {
    return this.all.find((canary) => canary.name === name)!.value;
  }

  get environment(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.all.map(({ name, value }) => [variableOf(name), value]));
  }

  /** The names of those that a text holds, in part or whole: plain, in base64 at any alignment, or URL-encoded. */
  in(text: string): readonly string[] {
    return this.all
      .filter(({ value }) => needlesOf(value).some((needle) => text.includes(needle)))
      .map(({ name }) => name);
  }
}

/** Half of a secret is a leak as well. */
const PART = 12;
const known = new Map<string, readonly string[]>();

function needlesOf(value: string): readonly string[] {
  const before = known.get(value);
  if (before) return before;
  // Its end may be the strange characters, which are everybody's.
  const parts = [0, PART, 22].map((from) => value.slice(from, from + PART));
  const all = parts.flatMap((part) => [part, encodeURIComponent(part), ...base64Of(part)]);
  known.set(value, all);
  return all;
}

/** What all texts have in common whose base64 holds this one, at each of the three places it can begin. */
export function base64Of(text: string): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    const shared = (encoding: 'base64' | 'base64url') => whole.toString(encoding).slice(shift === 0 ? 0 : shift + 1);
    return [shared('base64'), shared('base64url')];
  });
}
