/**
 * Kinds by their names, each from its own file beside the bundle: the stack left out what the plan does not use. Throws
 * where a file is missing or holds no such kind, which only another version of the stack can cause.
 */
export async function kindsOf<Kind extends { readonly kind: string }>(
  room: 'probe' | 'channel' | 'remedy' | 'evidence',
  names: Iterable<string>,
): Promise<ReadonlyMap<string, Kind>> {
  const found = [...new Set(names)].map(async (name) => {
    // By an address that the bundler cannot read, so that it does not pull all of them in.
    const file = new URL(`${room}-${name}.mjs`, import.meta.url).href;
    const module = (await import(file)) as Readonly<Record<string, Partial<Kind>>>;
    const kind = Object.values(module).find((each) => each?.kind === name);
    if (!kind) throw new Error(`${room}-${name}.mjs holds no kind '${name}': deploy the function anew`);
    return [name, kind as Kind] as const;
  });
  return new Map(await Promise.all(found));
}

/** The kinds that a part of the plan names. */
export const kindNames = (part: Readonly<Record<string, { readonly kind: string }>>): readonly string[] =>
  Object.values(part).map(({ kind }) => kind);
