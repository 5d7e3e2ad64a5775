import type { ConfigDocument } from './document.ts';
import type { Problem } from './problem.ts';
import { group } from './raw.ts';

/** What is allowed and better not left so. */
export function notes(document: ConfigDocument): readonly Problem[] {
  const root = group(document.value);
  const pages =
    'escalation' in root && ['people', 'teams'].some((section) => Object.keys(group(root[section])).length > 0);
  return pages && root.heartbeat === undefined
    ? [
        document.problem(
          [],
          "there is no 'heartbeat': if Tocsin itself stops, nobody is told",
          'Add heartbeat: { to: "${secret:heartbeat-url}" }, an address at a service that calls you when it hears nothing.',
        ),
      ]
    : [];
}
