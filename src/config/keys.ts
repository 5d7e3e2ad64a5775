import type * as z from 'zod';
import type { Path } from './document.ts';

type Schema = z.core.$ZodType;

/** Names that may stand at a path of the language: keys of an object; at a `kind`, the kinds. For "did you mean". */
export function keysAt(schema: Schema, path: Path, value: unknown): readonly string[] {
  const at = descend(schema, path, value);
  return at ? [...new Set(at.flatMap(names))] : [];
}

const names = (schema: Schema): readonly string[] => {
  const { def } = schema._zod;
  if (def.type === 'object') return Object.keys((def as z.core.$ZodObjectDef).shape);
  if (def.type === 'literal') return (def as z.core.$ZodLiteralDef<string>).values.map(String);
  return [];
};

/** The schemas that a path leads to; of a union of kinds, the one that the value at hand names. */
function descend(schema: Schema, path: Path, value: unknown): readonly Schema[] | undefined {
  const inner = unwrap(schema);
  const { def } = inner._zod;
  const options =
    def.type === 'union' ? alternatives(def as z.core.$ZodUnionDef, path[0] === 'kind' ? undefined : value) : [inner];
  const [step, ...rest] = path;
  if (step === undefined) return options.map(unwrap);
  const below = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  const found = options.flatMap((option) => {
    const child = childOf(unwrap(option), step);
    return child ? (descend(child, rest, below) ?? []) : [];
  });
  return found.length > 0 ? found : undefined;
}

function alternatives(def: z.core.$ZodUnionDef, value: unknown): readonly Schema[] {
  const { discriminator } = def as z.core.$ZodDiscriminatedUnionDef;
  if (discriminator === undefined || typeof value !== 'object' || value === null) return def.options;
  const kind = (value as Record<string, unknown>)[discriminator];
  const mine = def.options.filter((option) => {
    const literal = childOf(unwrap(option), discriminator);
    const isDefault = literal?._zod.def.type === 'default';
    return kind === undefined ? isDefault : literal !== undefined && names(unwrap(literal)).includes(String(kind));
  });
  return mine.length > 0 ? mine : def.options;
}

function childOf(schema: Schema, step: PropertyKey): Schema | undefined {
  const { def } = schema._zod;
  if (def.type === 'object') return (def as z.core.$ZodObjectDef).shape[String(step)];
  if (def.type === 'record') return (def as z.core.$ZodRecordDef).valueType;
  if (def.type === 'array') return (def as z.core.$ZodArrayDef).element;
  return undefined;
}

function unwrap(schema: Schema): Schema {
  const def = schema._zod.def as z.core.$ZodTypeDef & { innerType?: Schema; in?: Schema };
  if (def.innerType) return unwrap(def.innerType);
  return def.type === 'pipe' && def.in ? unwrap(def.in) : schema;
}
