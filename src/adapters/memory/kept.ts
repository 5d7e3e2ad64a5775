/**
 * Plain JSON for keeping: frozen throughout, so that nobody can change what a store keeps or hands out, and nothing has
 * to be copied. What is frozen already stays as it is: writing a successor costs what is new in it.
 */
export function kept<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const key in value) kept(value[key]);
  return value;
}
