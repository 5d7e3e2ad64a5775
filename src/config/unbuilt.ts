import { acts } from '../remedies/define.ts';
import type { ConfigDocument } from './document.ts';
import type { Registries } from './language.ts';
import type { Problem } from './problem.ts';
import { group, inEach } from './raw.ts';

/** What a config names although it is only declared: it can be checked, simulated and proven with, and not be run. */
export function unbuilt(document: ConfigDocument, { remedies }: Pick<Registries, 'remedies'>): readonly Problem[] {
  const working = [...remedies.keys()].filter((kind) => acts(remedies.get(kind)!));
  return inEach(group(document.value).remedies, (name, { kind: written, mode }) => {
    const kind = String(written);
    // What is off is not used at all, so that nothing is missed.
    if (!remedies.has(kind) || working.includes(kind) || mode === 'off') return [];
    return [
      document.problem(
        ['remedies', name, 'kind'],
        `'${kind}' remedies cannot act yet`,
        `Until then use kind: ${working.join(' or ')}, or set mode: off; validate, oncall, simulate and prove work with it as it is.`,
      ),
    ];
  });
}
