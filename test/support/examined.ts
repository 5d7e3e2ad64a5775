import { expect } from '@jest/globals';
import * as z from 'zod';
import type { ChannelKind, ExamineContext } from '../../src/channels/define.ts';
import { SECRET } from './channel-contract.ts';
import { MONDAY } from './plan.ts';

/** What `tocsin doctor` says of a channel with these settings: every problem has a cure in a sentence, nothing a secret (W7). */
export async function examined(
  kind: ChannelKind,
  settings: Record<string, unknown>,
  context: Partial<ExamineContext> = {},
): Promise<readonly string[]> {
  const findings = await kind.examine!(z.strictObject(kind.shape).parse(settings), {
    now: MONDAY,
    timeout: 10_000,
    channel: 'it',
    addresses: [],
    publicUrl: 'https://tocsin.example.com',
    ...context,
  });
  expect(JSON.stringify(findings)).not.toContain(SECRET);
  for (const { is, cure } of findings) if (is === 'problem' || cure !== undefined) expect(cure).toMatch(/^\S.*[.…]$/);
  return findings.map(({ is, text }) => `${is}: ${text}`);
}
