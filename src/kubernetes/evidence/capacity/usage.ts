import { type Cluster, listOf } from '../cluster.ts';
import type { Finding } from '../finding.ts';
import type { Pod } from '../pod.ts';
import { quantity } from './quantity.ts';

type Amounts = Readonly<Record<string, string>>;

interface PodMetrics {
  readonly metadata: { readonly name: string };
  readonly containers?: readonly { readonly name: string; readonly usage?: Amounts }[] | null;
}

/** How much of its limit a container uses, in percent; `cpu` and `memory` where they have a limit. */
export interface Usage {
  readonly pod: string;
  readonly container: string;
  readonly cpu?: number;
  readonly memory?: number;
}

/** From here on a limit is what slows or kills it: CPU is throttled before it is used up. */
const NEAR = 90;
/** More is no evidence for people. */
const MOST = 6;

/** The API of metrics belongs to metrics-server, which a cluster may lack. */
export const NO_METRICS = {
  404: 'this cluster has no metrics-server',
  503: 'its metrics-server does not answer',
} as const;
export const METRICS = 'metrics.k8s.io/v1beta1';

/** What the pods use of their limits, the fullest first. */
export async function usageOf(
  cluster: Cluster,
  query: Readonly<Record<string, string>>,
  pods: Promise<readonly Pod[] | undefined>,
): Promise<{ readonly usage?: readonly Usage[]; readonly findings: readonly Finding[] }> {
  const asked = listOf<PodMetrics>(cluster, METRICS, 'pods', { query, name: 'usage', words: NO_METRICS });
  const [metrics, known] = await Promise.all([asked, pods]);
  if (!metrics || !known) return { findings: [] };
  const usage = metrics
    .flatMap(({ metadata: { name: pod }, containers }) =>
      (containers ?? []).map(({ name, usage: used = {} }) => ({
        pod,
        container: name,
        ...sharesOf(used, limitsOf(known, pod, name)),
      })),
    )
    .filter((each) => fullness(each) > 0)
    .toSorted((a, b) => fullness(b) - fullness(a))
    .slice(0, MOST);
  return {
    usage,
    findings: usage
      .filter((each) => fullness(each) >= NEAR)
      .slice(0, 1)
      .map(nearOf),
  };
}

/** In whole percent, of what has a limit. */
export function sharesOf(used: Amounts, limits: Amounts): Pick<Usage, 'cpu' | 'memory'> {
  const share = (what: string) => {
    const [is, most] = [quantity(used[what]), quantity(limits[what])];
    return is === undefined || !most ? undefined : Math.round((is / most) * 100);
  };
  const [cpu, memory] = [share('cpu'), share('memory')];
  return { ...(cpu !== undefined && { cpu }), ...(memory !== undefined && { memory }) };
}

/** `CPU 97 %, memory 91 %`. */
export const sharesInWords = ({ cpu, memory }: Pick<Usage, 'cpu' | 'memory'>): string =>
  [...(cpu === undefined ? [] : [`CPU ${cpu} %`]), ...(memory === undefined ? [] : [`memory ${memory} %`])].join(', ');

const fullness = ({ cpu = 0, memory = 0 }: Pick<Usage, 'cpu' | 'memory'>): number => Math.max(cpu, memory);

const nearOf = (usage: Usage): Finding => ({
  is: 'near its limit',
  text: `${usage.pod} (${usage.container}) is near its limits: ${sharesInWords(usage)}`,
  object: `pod/${usage.pod}`,
});

const limitsOf = (pods: readonly Pod[], pod: string, container: string): Amounts =>
  pods.find(({ metadata }) => metadata.name === pod)?.spec?.containers?.find(({ name }) => name === container)
    ?.resources?.limits ?? {};
