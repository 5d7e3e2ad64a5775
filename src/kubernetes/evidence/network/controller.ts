import { plainLine } from '../../../core/message/plain.ts';
import { withoutSecrets } from '../../../diagnosis/logs/redact.ts';
import { type Cluster, pathOf } from '../cluster.ts';
import type { Finding } from '../finding.ts';
import type { Pod } from '../pod.ts';
import type { Network } from './network.ts';

/** Where ingress-nginx is installed by its own manifests and chart, and what its pods are called by. */
export const CONTROLLER = {
  namespace: 'ingress-nginx',
  labels: 'app.kubernetes.io/name=ingress-nginx,app.kubernetes.io/component=controller',
  container: 'controller',
} as const;

/** Of its last minutes the last lines; two of its pods say what all of them would. */
const ASKED = { container: CONTROLLER.container, tailLines: '500', sinceSeconds: '900', limitBytes: '524288' } as const;
const [PODS, LINES, LINE] = [2, 5, 240];

/** Errors of nginx, warnings and errors of the controller (klog). */
const BAD = /\[(?:error|crit|alert|emerg)\]|^[EWF]\d{4} /;
/** What differs from line to line, and who asked. */
const NOISE: readonly (readonly [RegExp, string])[] = [
  [/^\S+ \S+ (?=\[)/, ''],
  [/^([EWF])\d{4} \S+ +\d+ /, '$1 '],
  [/\d+#\d+: (?:\*\d+ )?/, ''],
  [/, client: [^,]+/, ''],
  [/\?[^\s",]*/g, '?…'],
];

/** What the ingress controller complained of lately that is about the workload's services or hosts; nothing of ingresses of another kind. */
export async function controllerOf(
  { api, inquiry, ref }: Cluster,
  { ingresses, services }: Network,
): Promise<{ readonly controller?: readonly string[]; readonly findings: readonly Finding[] }> {
  const own = ingresses.filter(({ class: of = 'nginx' }) => of.includes('nginx'));
  if (own.length === 0) return { findings: [] };
  const path = pathOf('', 'pods', CONTROLLER.namespace);
  const name = 'ingress controller';
  const found = await inquiry.ask<{ readonly items?: readonly Pod[] }>(name, () =>
    api.get(path, { labelSelector: CONTROLLER.labels }),
  );
  const running = (found?.items ?? []).filter(({ status }) => status?.phase === 'Running').slice(0, PODS);
  const texts = await Promise.all(
    running.map(({ metadata }) =>
      inquiry.ask<string>(name, () => api.text(`${path}/${encodeURIComponent(metadata.name)}/log`, ASKED)),
    ),
  );
  const about = [
    ...own.flatMap(({ hosts }) => hosts),
    // As it names them in its own words, and as upstreams of nginx.
    ...services.flatMap((each) => [`${ref.namespace}/${each.name}"`, `${ref.namespace}-${each.name}-`]),
  ];
  const lines = texts
    .flatMap((text) => withoutSecrets(text ?? '').split('\n'))
    .filter((line) => BAD.test(line) && about.some((each) => line.includes(each)))
    .map((line) =>
      plainLine(
        NOISE.reduce((left, [pattern, by]) => left.replace(pattern, by), line),
        LINE,
      ),
    );
  const controller = [...new Set(lines.toReversed())].slice(0, LINES).toReversed();
  const last = controller.at(-1);
  return {
    controller,
    findings:
      last === undefined
        ? []
        : [{ is: 'proxy errors', text: `the ingress controller says: ${last}`, object: `ingress/${own[0]!.name}` }],
  };
}
