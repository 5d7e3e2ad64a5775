import * as z from 'zod';

/** The kinds of a registry as one union; `fallback` is the kind of those that name none. */
export function kinds<Kind extends { readonly kind: string; readonly shape: z.ZodRawShape }>(
  all: ReadonlyMap<string, Kind>,
  more: z.ZodRawShape,
  fallback?: string,
) {
  const options = [...all.values()].map(({ kind, shape }) => {
    const literal = z.literal(kind);
    return z.strictObject({ ...more, ...shape, kind: kind === fallback ? literal.default(kind) : literal });
  });
  return z.discriminatedUnion('kind', options as [(typeof options)[number], ...typeof options]);
}
