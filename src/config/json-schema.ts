import * as z from 'zod';
import type { Language } from './language.ts';

/** The JSON Schema that editors check a config by: the same language, as it is written. */
export function jsonSchema(language: Language): string {
  const schema = z.toJSONSchema(language, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ ...schema, title: 'Tocsin config' }, null, 2)}\n`;
}
