import { group, inList } from '../raw.ts';
import type { Rule } from './site.ts';

/** The home region cannot be watched from itself, and a region is a location once, or once more from inside a network. */
export const aws: Rule = ({ root, problem }) => {
  const { home, watch } = group(root.aws);
  const regions: string[] = [];
  const seen = new Set<string>();
  const twice = inList(root.locations, (place, i) => {
    const { region, vpc = '' } = typeof place === 'string' ? { region: place } : group(place);
    if (typeof region !== 'string') return [];
    const whole = `${region} ${String(vpc)}`;
    if (seen.has(whole)) return [problem(['locations', i], `'${region}' is listed twice`, 'Take one of the two out.')];
    seen.add(whole);
    regions.push(region);
    return [];
  });
  const same =
    watch !== undefined && watch === (home ?? regions[0])
      ? [
          problem(
            ['aws', 'watch'],
            `'${String(watch)}' is the home region: it could not tell that it is down itself`,
            'Name another region, or leave `watch` out.',
          ),
        ]
      : [];
  return [...twice, ...same];
};
