import type { ConfigDocument, Path } from '../document.ts';
import type { Registries } from '../language.ts';
import type { Problem } from '../problem.ts';
import { group, type Raw } from '../raw.ts';
import { suggest } from '../suggest.ts';

/** A config under inspection: the raw YAML, and how a problem of it is said. */
export interface Site {
  readonly root: Raw;
  readonly kinds: Omit<Registries, 'timezone'>;
  /** Names in a section. */
  names(section: string): readonly string[];
  readonly problem: ConfigDocument['problem'];
  /** A name that has to be one of `choices`, each a `what`; what is no text, the schema complains about. */
  refer(path: Path, what: string, choices: readonly string[], name: unknown): readonly Problem[];
}

/** A rule reads the whole file and says what of it cannot be, whatever else is wrong. */
export type Rule = (site: Site) => readonly Problem[];

/** Prepares a document for the rules. */
export function siteOf(document: ConfigDocument, kinds: Site['kinds']): Site {
  const root = group(document.value);
  return {
    root,
    kinds,
    names: (section) => Object.keys(group(root[section])),
    problem: document.problem,
    refer: (path, what, choices, name) =>
      typeof name === 'string' && !choices.includes(name)
        ? [document.problem(path, `there is no ${what} '${name}'`, suggest(name, choices))]
        : [],
  };
}

/** Everyone and everything that a policy can page. */
export const targets = (site: Site): readonly string[] => ['people', 'teams', 'rotations'].flatMap(site.names);

/** The agents among the locations. */
export function agents({ root }: Site): readonly string[] {
  const all = Array.isArray(root.locations) ? root.locations.map((place) => group(place).agent) : [];
  return all.filter((name) => typeof name === 'string');
}
