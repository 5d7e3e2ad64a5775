export const SEVERITIES = ['P1', 'P2', 'P3', 'P4'] as const;

/** P1 is a critical outage, P4 cosmetic (runbook, section 4). */
export type Severity = (typeof SEVERITIES)[number];

/** What a severity means to whoever is woken (runbook, section 4). */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  P1: 'Critical',
  P2: 'Major',
  P3: 'Minor',
  P4: 'Low impact',
};

/** True where `a` is stricter than `b` (P1 is the strictest). */
export const stricter = (a: Severity, b: Severity): boolean => SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b);

/** The strictest of several; `undefined` of none. */
export const strictest = (of: readonly Severity[]): Severity | undefined => SEVERITIES.find((s) => of.includes(s));

/** One step less severe; P4 stays P4. */
export const oneLower = (s: Severity): Severity =>
  SEVERITIES[Math.min(SEVERITIES.indexOf(s) + 1, SEVERITIES.length - 1)]!;
