import * as z from 'zod';
import type { ProbeContext, ProbeKind } from '../../src/probes/define.ts';
import { type Look, look } from '../../src/probes/look.ts';

export const context = (changes: Partial<ProbeContext> = {}): ProbeContext => ({
  timeout: 3_000,
  allowNetworks: [],
  trace: false,
  secrets: [],
  now: Date.parse('2026-07-01T12:00:00Z'),
  platform: 'machine',
  monitor: 'subject',
  ...changes,
});

/** Settings as the config language parses them. */
export const parse = (kind: ProbeKind, settings: unknown): unknown => z.strictObject(kind.shape).parse(settings);

/** The complaints about settings, as `place: sentence`. */
export const complaints = (kind: ProbeKind, settings: unknown): readonly string[] =>
  z
    .strictObject(kind.shape)
    .safeParse(settings)
    .error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];

/** Parses settings and runs the kind once, without the repeat. */
export const run = (kind: ProbeKind, settings: unknown, changes: Partial<ProbeContext> = {}) =>
  kind.run(parse(kind, settings) as Parameters<typeof kind.run>[0], context(changes));

/** Parses settings and looks, with the repeat. */
export const lookAt = (kind: ProbeKind, settings: unknown, changes: Partial<ProbeContext> = {}): Promise<Look> =>
  look(kind, parse(kind, settings), context(changes));
