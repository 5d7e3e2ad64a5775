import * as z from 'zod';
import type { Evidence, Judged } from './evidence.ts';

const one = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^[1-5]\d\d-[1-5]\d\d$/, "write a status like 200, a range like '200-299', a list of those, or any"),
]);

/** `200`, `'200-299'`, a list of those, or `any`: whatever answers will do. */
export const status = z.union([z.literal('any'), one, z.array(one).min(1)]);

export function judgeStatus(wanted: z.output<typeof status>, { status: seen }: Evidence): readonly Judged[] {
  const list = Array.isArray(wanted) ? wanted : [wanted];
  const expected = list.join(' or ');
  const ok = list.some((each) => fits(each, seen));
  return [
    { name: 'status', expected, seen: `${seen}`, ok, code: 'status', says: `answers ${seen} instead of ${expected}` },
  ];
}

function fits(wanted: number | string, seen: number): boolean {
  if (typeof wanted === 'number') return wanted === seen;
  if (wanted === 'any') return true;
  const [from, to] = wanted.split('-').map(Number);
  return seen >= from! && seen <= to!;
}
