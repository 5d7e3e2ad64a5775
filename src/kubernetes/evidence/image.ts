import type { PodTemplate } from '../object.ts';
import { imageChanges } from '../template.ts';

/** `registry.example.com:5000/shop/backend:1.8.3@sha256:…` in its parts. */
function partsOf(image: string): { readonly name: string; readonly version: string } {
  const [whole = '', digest] = image.split('@');
  const colon = whole.lastIndexOf(':');
  // A colon before the last slash is a registry's port.
  const isTag = colon > whole.lastIndexOf('/');
  const tag = isTag ? whole.slice(colon + 1) : undefined;
  return {
    name: isTag ? whole.slice(0, colon) : whole,
    version: tag ?? (digest === undefined ? 'latest' : digest.replace('sha256:', '').slice(0, 12)),
  };
}

/** What changed from one template to the next: `1.8.2 → 1.8.3` of one container, `sidecar 1 → 2` where there are several. */
export function imagesInWords(from: PodTemplate, to: PodTemplate): readonly string[] {
  const several = to.spec.containers.length > 1;
  return imageChanges(from, to).map(({ container, from: was, to: is }) => {
    const who = several ? `${container} ` : '';
    if (was === undefined) return `${container} ${partsOf(is ?? '').version} is new`;
    if (is === undefined) return `${container} is gone`;
    const [before, after] = [partsOf(was), partsOf(is)];
    // Another image altogether, or one tag that means something else now.
    return before.name === after.name && before.version !== after.version
      ? `${who}${before.version} → ${after.version}`
      : `${who}${was} → ${is}`;
  });
}

/** What people call a template: `1.8.3`, or `backend 1.8.3, sidecar 2` where there are several. */
export function versionInWords({ spec: { containers } }: PodTemplate): string {
  const [first] = containers;
  if (containers.length === 1 && first) return partsOf(first.image ?? '').version;
  return containers.map(({ name, image = '' }) => `${name} ${partsOf(image).version}`).join(', ');
}
