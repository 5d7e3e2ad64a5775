import type { Engine } from './engine.ts';
import { imageOf, oneImage, versionOf } from './image.ts';
import { lookAt } from './look.ts';
import type { ServiceRef } from './service.ts';

/** The image that runs now, by its id, and what people call it; or why that cannot be had. Reads only. */
export async function runningNow(
  engine: Engine,
  ref: ServiceRef,
): Promise<{ readonly hash: string; readonly label: string } | { readonly why: string }> {
  const seen = await lookAt(engine, ref);
  if ('why' in seen) return seen;
  const runs = oneImage(seen.containers);
  if ('why' in runs) return runs;
  const got = await imageOf(engine, runs.id);
  if ('why' in got) return got;
  return { hash: runs.id, label: versionOf(got.image ?? { Id: runs.id }, runs.reference) };
}
