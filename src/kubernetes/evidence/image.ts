import { imageParts } from '../../diagnosis/image.ts';
import type { PodTemplate } from '../object.ts';
import { imageChanges } from '../template.ts';

/** What changed from one template to the next: `1.8.2 → 1.8.3` of one container, `sidecar 1 → 2` where there are several. */
export function imagesInWords(from: PodTemplate, to: PodTemplate): readonly string[] {
  const several = to.spec.containers.length > 1;
  return imageChanges(from, to).map(({ container, from: was, to: is }) => {
    const who = several ? `${container} ` : '';
    if (was === undefined) return `${container} ${imageParts(is ?? '').version} is new`;
    if (is === undefined) return `${container} is gone`;
    const [before, after] = [imageParts(was), imageParts(is)];
    // Another image altogether, or one tag that means something else now.
    return before.name === after.name && before.version !== after.version
      ? `${who}${before.version} → ${after.version}`
      : `${who}${was} → ${is}`;
  });
}

/** What people call a template: `1.8.3`, or `backend 1.8.3, sidecar 2` where there are several. */
export function versionInWords({ spec: { containers } }: PodTemplate): string {
  const [first] = containers;
  if (containers.length === 1 && first) return imageParts(first.image ?? '').version;
  return containers.map(({ name, image = '' }) => `${name} ${imageParts(image).version}`).join(', ');
}
