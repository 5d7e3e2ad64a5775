import { group, inList } from '../raw.ts';
import type { Rule } from './site.ts';

/** The home region cannot be watched from itself, and a region is a location once. */
export const aws: Rule = ({ root, problem }) => {
  const { home, watch } = group(root.aws);
  const regions: string[] = [];
  const twice = inList(root.locations, (place, i) => {
    const region = typeof place === 'string' ? place : group(place).region;
    if (typeof region !== 'string') return [];
    if (regions.includes(region))
      return [problem(['locations', i], `'${region}' is listed twice`, 'Take one of the two out.')];
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
