import { Script } from 'node:vm';
import * as z from 'zod';

/** Why a pattern cannot be used; `undefined` where it can. */
export function patternProblem(text: string): string | undefined {
  try {
    readPattern(text);
    return undefined;
  } catch (error) {
    return `'${text}' is not a regular expression: ${String(error).replace(/^SyntaxError: Invalid regular expression: /, '')}`;
  }
}

/** Reads `ready|ok`, or `/ready|ok/i` where flags are wanted. */
export function readPattern(text: string): RegExp {
  const slashed = /^\/(.*)\/([a-z]*)$/s.exec(text);
  return slashed ? new RegExp(slashed[1]!, slashed[2]) : new RegExp(text);
}

/** Whether a value is written as `/pattern/` where plain values are possible too. */
export const isPattern = (text: string): boolean => /^\/.*\/[a-z]*$/s.test(text) && text.length > 2;

/** A regular expression in a config file; it stays text, since settings are kept as JSON. */
export const pattern = () =>
  z.string().superRefine((text, context) => {
    const problem = patternProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

/** A plain value, or a pattern between slashes. */
export const valueOrPattern = () =>
  z.string().superRefine((text, context) => {
    const problem = isPattern(text) ? patternProblem(text) : undefined;
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const TEST = new Script('pattern.test(text)');

/**
 * Whether a pattern matches, given up after `ms`: a peer can send a text on which an innocent pattern takes hours, and
 * the deadline holds all the same (W1). `undefined`: given up.
 */
export function matches(text: string, written: string, ms: number): boolean | undefined {
  const regex = readPattern(written);
  // Short texts cannot take long, and a fresh context costs most of a millisecond.
  if (text.length <= 16) return regex.test(text);
  try {
    return TEST.runInNewContext({ pattern: regex, text }, { timeout: Math.max(1, Math.floor(ms)) }) === true;
  } catch {
    return undefined;
  }
}

const GROUP = new Script('(pattern.exec(text) ?? []).slice(0, 2).pop()');

/** The first group of a match, or the whole match where the pattern has none; `undefined`: no match, or given up. */
export function firstGroup(text: string, written: string, ms: number): string | undefined {
  try {
    const context = { pattern: readPattern(written), text };
    const found: unknown = GROUP.runInNewContext(context, { timeout: Math.max(1, Math.floor(ms)) });
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
