import { group, strings } from '../raw.ts';
import type { Rule } from './site.ts';

/** Deploys change monitors that exist, and GitHub is either asked or tells. */
export const deploys: Rule = ({ root, names, refer, problem }) => {
  const written = group(root.deploys).github;
  if (written === undefined) return [];
  const { repositories, token, secret } = group(written);
  const path = ['deploys', 'github'];
  const way =
    token === undefined && secret === undefined
      ? [
          problem(
            path,
            'nothing would be learnt: Tocsin neither asks GitHub nor is told by it',
            'Give a token that may read deployments, or the secret of a webhook (docs/deploys.md).',
          ),
        ]
      : [];
  const monitors = Object.entries(group(repositories)).flatMap(([name, all]) =>
    strings(all).flatMap((monitor) => refer([...path, 'repositories', name], 'monitor', names('monitors'), monitor)),
  );
  return [...way, ...monitors];
};
