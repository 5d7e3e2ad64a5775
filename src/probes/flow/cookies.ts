import type { Incoming } from '../wire/exchange.ts';

/** The cookies of one flow. Only the first URL's origin gets any, so neither domains nor paths have to be weighed. */
export interface Cookies {
  /** Takes what an answer sets; `Max-Age=0` and a date in the past take away (RFC 6265 §5.2). */
  keep(url: URL, incoming: Incoming, now: number): void;
  header(): Readonly<Record<string, string>>;
  get(name: string): string | undefined;
  /** Values, which nobody else is to see (W7). */
  values(): readonly string[];
}

export function cookieJar(origin: string): Cookies {
  const jar = new Map<string, string>();
  return {
    keep: ({ origin: from }, { lines }, now) => {
      if (from !== origin) return;
      for (const [name, value] of lines) {
        if (name.toLowerCase() !== 'set-cookie') continue;
        const [pair = '', ...attributes] = value.split(';').map((piece) => piece.trim());
        const at = pair.indexOf('=');
        if (at < 1) continue;
        if (isOver(attributes, now)) jar.delete(pair.slice(0, at));
        else jar.set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
    header: () => {
      const pairs = [...jar].map(([name, value]) => `${name}=${value}`);
      return Object.fromEntries(pairs.length === 0 ? [] : [['cookie', pairs.join('; ')]]);
    },
    get: (name) => jar.get(name),
    values: () => [...jar.values()],
  };
}

function isOver(attributes: readonly string[], now: number): boolean {
  const attribute = (name: string) =>
    attributes.find((each) => each.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const age = attribute('max-age');
  if (age !== undefined) return Number(age) <= 0;
  const expires = attribute('expires');
  return expires !== undefined && Date.parse(expires) <= now;
}
