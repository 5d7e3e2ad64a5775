import type { ConfigDocument } from './document.ts';
import type { Problem } from './problem.ts';
import { aws } from './rules/aws.ts';
import { deploys } from './rules/deploys.ts';
import { drills } from './rules/drills.ts';
import { escalation } from './rules/escalation.ts';
import { groups } from './rules/groups.ts';
import { channels, clusters, evidence, remedies } from './rules/kinds.ts';
import { monitors, severities } from './rules/monitors.ts';
import { reserved } from './rules/reserved.ts';
import { ambiguous, rotations } from './rules/roster.ts';
import { type Rule, type Site, siteOf } from './rules/site.ts';
import { ways } from './rules/ways.ts';
import { windows } from './rules/windows.ts';

const RULES: readonly Rule[] = [
  monitors,
  severities,
  ways,
  rotations,
  escalation,
  drills,
  deploys,
  channels,
  clusters,
  remedies,
  evidence,
  windows,
  ambiguous,
  reserved,
  groups,
  aws,
];

/** References, circles and impossible combinations, over the raw YAML: so that one wrong field hides no other problem. */
export function referenceProblems(document: ConfigDocument, kinds: Site['kinds']): readonly Problem[] {
  const site = siteOf(document, kinds);
  return RULES.flatMap((rule) => rule(site));
}
