import * as z from 'zod';
import type { ProbeKind } from '../probes/define.ts';
import { aboutChannel, aboutRemedy } from './about-kinds.ts';
import type { Language, Registries } from './language.ts';

type Json = Readonly<Record<string, unknown>>;

/** The reference of the config language as Markdown, derived from the schema: keys, what they take, defaults. */
export function reference(language: Language, registries: Omit<Registries, 'timezone'>): string {
  const schema = z.toJSONSchema(language, { io: 'input', unrepresentable: 'any' }) as Json;
  const sections = Object.entries((schema.properties ?? {}) as Record<string, Json>).map(([name, section]) =>
    part(name, section),
  );
  return `${[
    '# The config file: every key',
    'Derived from the schema by `npm run generate`; do not edit. Durations are written `800ms`, `90s`, `5m`, `1h30m`, `21d`. Any text may hold `${secret:name}`, which is looked up as `NAME` in the environment or in a `.env` file beside the config. How it all fits together: the examples in `examples/`.',
    ...sections,
    kinds('Monitor', 'monitors', schema, registries.probes, () => []),
    kinds('Channel', 'channels', schema, registries.channels, aboutChannel),
    kinds('Remedy', 'remedies', schema, registries.remedies, aboutRemedy),
    kinds('Evidence', 'evidence', schema, registries.evidence, () => []),
  ].join('\n\n')}\n`;
}

/** The page of one kind of check: what it looks at, an example, every key of it, and of its `expect` and `warn`. */
export function kindPage(language: Language, { kind, summary }: ProbeKind, example: string): string {
  const schema = z.toJSONSchema(language, { io: 'input', unrepresentable: 'any' }) as Json;
  const all = ((schema.properties as Record<string, Json>).monitors?.additionalProperties ?? {}) as Json;
  const keys =
    (all.oneOf as Json[]).map((option) => keysOf(option) ?? {}).find((option) => option.kind?.const === kind) ?? {};
  const groups = Object.entries(keys).flatMap(([key, value]) => {
    const inner = keysOf(value) ?? keysOf(object(value.items) ?? {});
    return inner ? [`## \`${key}\`\n\n${table(inner)}`] : [];
  });
  return `${[
    `# \`kind: ${kind}\``,
    sentence(summary),
    `\`\`\`yaml\n${example.trimEnd()}\n\`\`\``,
    'Derived from the schema by `npm run generate`; do not edit. A broken `expect` is down, a broken `warn` alone is degraded.',
    `## Keys\n\n${table(keys)}`,
    ...groups,
  ].join('\n\n')}\n`;
}

function part(name: string, schema: Json): string {
  const inner = object(schema.additionalProperties) ?? object(schema.items) ?? {};
  const keys = keysOf(schema) ?? keysOf(inner);
  const listed = keys && !inner.oneOf ? [table(keys), ...nested(name, keys)] : [];
  const heading = `## \`${name}\`\n\n${sentence(schema.description as string | undefined)} Takes ${takes(schema)}.`;
  return [heading, ...listed].join('\n\n');
}

/** Tables of the groups of keys inside, each once: P1 to P4 take the same. */
function nested(path: string, keys: Record<string, Json>): readonly string[] {
  const byTable = new Map<string, { readonly names: string[]; readonly inner: Record<string, Json> }>();
  for (const [key, schema] of Object.entries(keys)) {
    for (const option of [schema, ...((schema.anyOf ?? []) as Json[])]) {
      const inner = keysOf(option) ?? keysOf(object(option.items) ?? {});
      if (!inner) continue;
      const found = byTable.get(table(inner)) ?? { names: [], inner };
      byTable.set(table(inner), { ...found, names: [...found.names, key] });
    }
  }
  return [...byTable].flatMap(([text, { names, inner }]) => [
    `### ${names.map((key) => `\`${path}.${key}\``).join(', ')}\n\n${text}`,
    ...nested(`${path}.${names[0]}`, inner),
  ]);
}

const object = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null ? (value as Json) : undefined;

function kinds<Kind extends { readonly kind: string; readonly summary: string }>(
  title: string,
  section: string,
  schema: Json,
  all: ReadonlyMap<string, Kind>,
  about: (kind: Kind) => readonly string[],
): string {
  const union = ((schema.properties as Record<string, Json>)[section]?.additionalProperties ?? {}) as Json;
  const options = ((union.oneOf ?? union.anyOf ?? [union]) as Json[]).map(
    (option) => option.properties as Record<string, Json>,
  );
  const parts = [...all.values()].map((each) => {
    const option = options.find((keys) => keys.kind?.const === each.kind);
    const text = [sentence(each.summary), ...about(each)].join(' ');
    return `### ${title} kind \`${each.kind}\`\n\n${text}\n\n${table(option ?? {})}`;
  });
  return parts.join('\n\n');
}

const keysOf = (schema: Json): Record<string, Json> | undefined =>
  schema.properties as Record<string, Json> | undefined;

const table = (keys: Record<string, Json>): string =>
  [
    '| key | takes | what it is |',
    '|---|---|---|',
    ...Object.entries(keys).map(
      ([key, schema]) =>
        `| \`${key}\` | ${cell(takes(schema))} | ${cell(sentence(schema.description as string | undefined))} |`,
    ),
  ].join('\n');

/** What may be written there, in a few words. */
function takes(schema: Json): string {
  const fallback =
    schema.default === undefined ||
    (typeof schema.default === 'object' && Object.keys(schema.default as object).length === 0)
      ? ''
      : ` (default \`${String(schema.default)}\`)`;
  return `${type(schema)}${fallback}`;
}

function type(schema: Json): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (Array.isArray(schema.enum))
    return schema.enum.length > 12
      ? 'one of the verdict codes'
      : schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const either = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (either) return [...new Set(either.map(type))].join(' or ');
  if (schema.type === 'array') return `a list of ${type((schema.items ?? {}) as Json)}`;
  if (schema.type === 'object')
    return keysOf(schema)
      ? `{ ${Object.keys(keysOf(schema)!)
          .map((key) => `\`${key}\``)
          .join(', ')} }`
      : 'names, each with its settings';
  return (
    { string: 'text', integer: 'a whole number', number: 'a number', boolean: 'true or false' }[
      schema.type as string
    ] ?? 'a value'
  );
}

const sentence = (text: string | undefined): string =>
  text ? `${text[0]!.toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}` : '';
const cell = (text: string): string => text.replaceAll('|', '\\|');
