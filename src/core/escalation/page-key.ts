import type { Key, PageAsk } from '../incident/work.ts';

/** What a page's key says: where on which ladder, for whom, on which of their ways, for the how-manieth time. */
export type PagePlace = Pick<PageAsk, 'ladder' | 'cycle' | 'level' | 'person' | 'way' | 'attempt'>;

/** `page/g1/l1/c0/0/ada/w0/a1`: the same page is the same key, in the record and at the provider. */
export const pageKey = (generation: number, { ladder, cycle, level, person, way, attempt }: PagePlace): Key =>
  `page/g${generation}/l${ladder}/c${cycle}/${level}/${person}/w${way}/a${attempt}`;

const KEY = /^page\/g\d+\/l(\d+)\/c(\d+)\/([^/]+)\/(.+)\/w(\d+)\/a(\d+)$/;

/** Reads a page's key; `undefined` where it is none. */
export function readPageKey(key: Key): PagePlace | undefined {
  const [, ladder, cycle, level, person, way, attempt] = KEY.exec(key) ?? [];
  if (level === undefined || person === undefined) return undefined;
  return {
    ladder: Number(ladder),
    cycle: Number(cycle),
    level: /^\d+$/.test(level) ? Number(level) : (level as PageAsk['level']),
    person,
    way: Number(way),
    attempt: Number(attempt),
  };
}
