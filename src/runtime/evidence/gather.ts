import type { EvidencePart } from '../../core/evidence/evidence.ts';
import { plainLine } from '../../core/message/plain.ts';
import type { Subject } from '../../evidence/define.ts';
import type { Sources } from './source.ts';

/** What all sources say together. */
export interface Together {
  /** A sentence or two; `undefined` where nobody has anything to tell. */
  readonly summary: string | undefined;
  readonly parts: readonly EvidencePart[];
  readonly missing: Readonly<Record<string, string>>;
  readonly isBad: boolean;
}

/** What travels in the head and goes to people; the rest is kept beside it. */
const SUMMARY = 240;

/** Asks all sources at once: none waits for another, and none that fails hides one. */
export async function gather(all: readonly Sources[], subject: Subject): Promise<Together> {
  const sources = all.flatMap((find) => find(subject));
  const got = await Promise.all(sources.map(async ({ ask, ...order }) => ({ ...order, ...(await ask()) })));
  const inPlace = got.toSorted((a, b) => a.place - b.place);
  const missing = Object.assign({}, ...inPlace.map((each) => each.missing ?? {})) as Record<string, string>;
  const parts = inPlace.flatMap((each) => each.parts);
  const told = got.toSorted((a, b) => a.tells - b.tells).filter(({ sentence }) => sentence !== undefined);
  // What it is about is said once, in the beginning.
  const about = told[0]?.named ? '' : `${subject.monitor.name}: `;
  const unseen = Object.entries(missing).map(([what, why]) => `${what}: ${why}`);
  return {
    summary: summaryOf(
      about,
      told.map(({ sentence }) => sentence!),
    ),
    parts: [
      ...parts.filter(({ is }) => is !== 'commands'),
      ...(unseen.length > 0 ? [{ title: 'Could not be seen', lines: unseen }] : []),
      ...parts.filter(({ is }) => is === 'commands'),
    ],
    missing,
    isBad: got.some(({ isBad = false }) => isBad),
  };
}

/** The first sentence, and the next one that there is room for: half of one tells nothing. */
function summaryOf(about: string, [first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  const one = `${about}${first}`;
  const two = others.map((each) => `${one}. ${each}`).find((both) => [...both].length <= SUMMARY);
  return plainLine(two ?? one, SUMMARY);
}
