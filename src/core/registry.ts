/** Builds a registry of kinds; the same name twice is a crash at start-up. */
export function registry<Kind extends { readonly kind: string }>(
  what: string,
  kinds: readonly Kind[],
): ReadonlyMap<string, Kind> {
  const map = new Map<string, Kind>();
  for (const each of kinds) {
    if (map.has(each.kind)) throw new Error(`two ${what} kinds are called '${each.kind}': rename one`);
    map.set(each.kind, each);
  }
  return map;
}
