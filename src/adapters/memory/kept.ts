/**
 * Plain JSON for keeping: frozen throughout, so that nobody can change what a store keeps or hands out, and nothing has
 * to be copied. What is frozen already stays as it is: writing a successor costs what is new in it.
 */
export function kept<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  // Before it is frozen: walking what is frozen is slow.
  const inside: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (let i = 0; i < inside.length; i++) if (typeof inside[i] === 'object') kept(inside[i]);
  Object.freeze(value);
  return value;
}
