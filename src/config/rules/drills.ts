import { group, inList } from '../raw.ts';
import { type Rule, targets } from './site.ts';

/** Drills name whom they page. */
export const drills: Rule = (site) => {
  const who = targets(site);
  return inList(site.root.drills, (written, i) =>
    site.refer(['drills', i, 'page'], 'person, team or rotation', who, group(written).page),
  );
};
