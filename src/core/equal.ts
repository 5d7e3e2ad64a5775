/** Compares two secrets in a time that tells nothing but their lengths. */
export function equalSecrets(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i += 1) difference |= b.charCodeAt(i) ^ (a.charCodeAt(i % Math.max(1, a.length)) || 0);
  return difference === 0;
}
