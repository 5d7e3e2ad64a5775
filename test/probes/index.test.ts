import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { probes } from '../../src/probes/index.ts';

describe('the registry of probe kinds', () => {
  it('knows each kind by its name', () => {
    for (const [name, { kind, summary }] of probes) {
      expect(kind).toBe(name);
      expect(summary).toMatch(/^\S.*[^.]$/);
    }
  });

  it('every kind has a JSON Schema for editors', () => {
    for (const { shape } of probes.values())
      expect(z.toJSONSchema(z.strictObject(shape), { io: 'input' })).toMatchObject({
        type: 'object',
        additionalProperties: false,
      });
  });
});
