import { weekdayOfDate } from '../dates.ts';
import type { Path } from '../document.ts';
import { weekdayOf } from '../language/weekdays.ts';
import type { Problem } from '../problem.ts';
import { group, inEach, inList, type Raw } from '../raw.ts';
import type { Rule, Site } from './site.ts';

/** Rotations name people or teams, and their turns can be counted. */
export const rotations: Rule = (site) => {
  const members = [...site.names('people'), ...site.names('teams')];
  return inEach(site.root.rotations, (name, rotation) => {
    const path = ['rotations', name];
    return [
      ...handoff(site, [...path, 'handoff'], group(rotation.handoff)),
      ...inList(rotation.members, (member, i) =>
        site.refer([...path, 'members', i], 'person or team', members, member),
      ),
      ...inList(rotation.overrides, (written, i) => {
        const { member, from, to } = group(written);
        const place = [...path, 'overrides', i];
        return [
          ...site.refer([...place, 'member'], 'person or team', members, member),
          ...backwards(site, [...place, 'to'], from, to),
        ];
      }),
    ];
  });
};

/** Something that ends before it begins, or at once. Local moments sort as texts. */
export const backwards = ({ problem }: Site, path: Path, from: unknown, to: unknown): readonly Problem[] =>
  typeof from === 'string' && typeof to === 'string' && to <= from
    ? [problem(path, `it would end at ${to}, which is not after its start at ${from}`, "Write a 'to' after 'from'.")]
    : [];

/** Only weeks have a weekday, and a first turn begins on it. */
function handoff({ problem }: Site, path: Path, { every, on, from }: Raw): readonly Problem[] {
  if (typeof every !== 'string' || typeof on !== 'string') return [];
  if (!/w/.test(every))
    return [
      problem([...path, 'on'], `'on' is for turns of weeks, and these are of '${every}'`, "Take 'on' out.", true),
    ];
  if (typeof from !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(from)) return [];
  const [wanted, seen] = [weekdayOf(on), weekdayOfDate(from)];
  return wanted && seen && wanted !== seen
    ? [problem([...path, 'from'], `${from} is a ${seen}, and turns begin on ${wanted}`, 'Change one of them.')]
    : [];
}

/** One name, one meaning: a policy's `page: ops` must not be a person and a team. */
export const ambiguous: Rule = ({ names, problem }) => {
  const sections = ['people', 'teams', 'rotations'] as const;
  return sections.flatMap((section, i) =>
    names(section)
      .filter((name) => sections.slice(0, i).some((other) => names(other).includes(name)))
      .map((name) =>
        problem(
          [section, name],
          `'${name}' is already the name of a person, team or rotation`,
          'Rename one of them.',
          true,
        ),
      ),
  );
};
