import { sends } from '../channels/define.ts';
import { acts } from '../remedies/define.ts';
import type { ConfigDocument } from './document.ts';
import type { Registries } from './language.ts';
import type { Problem } from './problem.ts';
import { group, inEach, type Raw } from './raw.ts';

interface Section {
  readonly section: 'channels' | 'remedies';
  /** What such a kind cannot do yet. */
  readonly cannot: string;
  readonly works: (kind: string, all: Kinds) => boolean;
  /** Not used at all, so that nothing is missed. */
  readonly idle: (settings: Raw) => boolean;
  readonly instead: string;
}
type Kinds = Pick<Registries, 'channels' | 'remedies'>;

const SECTIONS: readonly Section[] = [
  {
    section: 'channels',
    cannot: 'cannot send yet',
    works: (kind, { channels }) => sends(channels.get(kind)!),
    idle: () => false,
    instead: '',
  },
  {
    section: 'remedies',
    cannot: 'cannot act yet',
    works: (kind, { remedies }) => acts(remedies.get(kind)!),
    idle: ({ mode }) => mode === 'off',
    instead: ', or set mode: off',
  },
];

/** What a config names although it is only declared: it can be checked, simulated and proven with, and not be run. */
export function unbuilt(document: ConfigDocument, kinds: Kinds): readonly Problem[] {
  const root = group(document.value);
  return SECTIONS.flatMap(({ section, cannot, works, idle, instead }) => {
    const working = [...kinds[section].keys()].filter((kind) => works(kind, kinds));
    return inEach(root[section], (name, settings) => {
      const kind = String(settings.kind);
      if (!kinds[section].has(kind) || working.includes(kind) || idle(settings)) return [];
      return [
        document.problem(
          [section, name, 'kind'],
          `'${kind}' ${section} ${cannot}`,
          `Until then use kind: ${working.join(' or ')}${instead}; validate, oncall, simulate and prove work with it as it is.`,
        ),
      ];
    });
  });
}
