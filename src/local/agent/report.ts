import * as z from 'zod';
import type { AgentReport } from '../../core/agent.ts';
import { CODES, type Code } from '../../core/check/codes.ts';

const short = () => z.string().max(200);
const long = () => z.string().max(2_000);
const instant = () => z.int().min(0);
const code = () => z.enum(Object.keys(CODES) as [Code, ...Code[]]);

const result = z.object({
  monitor: short(),
  location: short(),
  slot: instant(),
  startedAt: instant(),
  verdict: z.enum(['up', 'degraded', 'down', 'unknown']),
  code: code(),
  text: long(),
  phases: z.object({
    dns: z.number().min(0).optional(),
    connect: z.number().min(0).optional(),
    tls: z.number().min(0).optional(),
    wait: z.number().min(0).optional(),
    transfer: z.number().min(0).optional(),
    total: z.number().min(0),
  }),
  expectations: z
    .array(
      z.object({
        name: short(),
        weight: z.enum(['expect', 'warn', 'part']),
        expected: long(),
        seen: long(),
        ok: z.boolean(),
        code: code(),
      }),
    )
    .max(200),
  failingParts: z.array(short()).max(50),
  observed: z.record(short(), z.union([long(), z.number(), z.boolean()])),
  cold: z.literal(true).optional(),
  retried: z.object({ code: code(), text: long() }).optional(),
});

const report = z.object({
  results: z.array(result).max(50),
  answers: z.array(z.object({ ask: short(), result })).max(50),
  wait: z.int().min(0).max(25_000),
});

/** Reads a report; `undefined` where it is none. Even a signed one is bounded in every direction. */
export function readReport(body: string): AgentReport | undefined {
  try {
    const parsed = report.safeParse(JSON.parse(body));
    // Absent and undefined are one in JSON.
    return parsed.success ? (parsed.data as AgentReport) : undefined;
  } catch {
    return undefined;
  }
}
