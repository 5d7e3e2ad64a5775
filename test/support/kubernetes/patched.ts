type Json = Record<string, unknown>;

/** An object after a patch, as the API server applies it; a sentence where a test of a JSON patch fails (422). */
export function patched(object: Json, type: string, body: unknown): Json | string {
  const next = structuredClone(object);
  if (type.startsWith('application/json-patch+json')) {
    for (const operation of body as readonly Operation[]) {
      const problem = apply(next, operation);
      if (problem !== undefined) return problem;
    }
    return next;
  }
  return merged(next, body as Json) as Json;
}

interface Operation {
  readonly op: 'test' | 'replace' | 'add';
  readonly path: string;
  readonly value: unknown;
}

function apply(object: Json, { op, path, value }: Operation): string | undefined {
  const keys = path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop()!;
  let at: Json = object;
  for (const key of keys) at = at[key] as Json;
  if (op === 'test')
    return JSON.stringify(at[last]) === JSON.stringify(value) ? undefined : `testing value ${path} failed`;
  if (op === 'replace' && !(last in at)) return `replace operation does not apply: ${path} is missing`;
  at[last] = value;
  return undefined;
}

/** A merge patch; `$patch: replace` of a strategic one puts a whole object in the place of another. */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const { $patch, ...rest } = patch as Json;
  if ($patch === 'replace') return rest;
  const result: Json = typeof target === 'object' && target !== null ? { ...(target as Json) } : {};
  for (const [key, value] of Object.entries(rest)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}
