/**
 * A frozen copy of plain JSON, for keeping: what the giver changes afterwards stays outside, and nobody can change what
 * is handed out. What is frozen already is shared, not copied again, so that writing a successor costs what is new in it.
 */
export function kept<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(kept)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) copy[key] = kept(each);
  return Object.freeze(copy) as T;
}
