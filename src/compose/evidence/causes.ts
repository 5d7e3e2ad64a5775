import { signsIn } from '../../diagnosis/logs/signs.ts';
import { LIKELY, likelyIn } from '../../diagnosis/runbook.ts';
import type { ServiceRef } from '../service.ts';
import type { Cause, FindingKind, Seen } from './diagnosis.ts';
import type { Said } from './logs.ts';
import { inPercent, NEAR, type Usage } from './usage.ts';

/** More is no evidence for people. */
const MOST = 8;
const ORDER = Object.keys(LIKELY);

type Finding = Pick<Cause, 'is' | 'text' | 'by' | 'hint'>;

/** What is likely behind it, the most telling first; what is no fault by itself stands last. */
export function causesOf(
  { service }: ServiceRef,
  seen: { readonly containers: readonly Seen[]; readonly said: readonly Said[]; readonly usage: readonly Usage[] },
): readonly Cause[] {
  const all = [...inLogs(seen.said), ...inStates(seen.containers), ...nearLimits(seen.usage)];
  // The same words of several containers are one finding; those that fail are read first.
  const unlike = [...new Map(all.toReversed().map((each) => [`${each.is} ${each.text}`, each])).values()].toReversed();
  return unlike
    .map((finding) => ({
      ...finding,
      ...likely(finding.is, service),
      ...(LIKELY[finding.is].hint && { hint: true as const }),
    }))
    .toSorted((a, b) => Number(a.hint ?? false) - Number(b.hint ?? false) || ORDER.indexOf(a.is) - ORDER.indexOf(b.is))
    .slice(0, MOST);
}

/** The runbook speaks of pods. */
function likely(is: FindingKind, service: string) {
  const { section, cause } = likelyIn(LIKELY[is], service);
  return { section, cause: cause.replace(/\bpods?\b/, (pod) => pod.replace('pod', 'container')) };
}

const inLogs = (said: readonly Said[]): readonly Finding[] =>
  said.flatMap(({ name, fails, text }) =>
    signsIn(text).map((sign) => ({ ...sign, by: name, ...(!fails && { hint: true as const }) })),
  );

const inStates = (containers: readonly Seen[]): readonly Finding[] =>
  containers
    .filter(({ isWell }) => !isWell)
    .map(({ name, state, said }) => ({
      is: state.includes('out of memory') ? 'out of memory' : state === 'unhealthy' ? 'not ready' : 'crash',
      text: `${name}: ${state}${said === undefined ? '' : `, ${said}`}`,
    }));

const nearLimits = (usage: readonly Usage[]): readonly Finding[] =>
  usage
    .filter(({ memory = 0, cpu = 0 }) => Math.max(memory, cpu) >= NEAR)
    .slice(0, 1)
    .map((each) => ({ is: 'near its limit', text: `${each.name} is near its limits: ${inPercent(each)}` }));

/** What it says, and who says it. */
export const inWords = ({ by, text }: Pick<Cause, 'by' | 'text'>): string =>
  by === undefined ? text : `${by} says: ${text}`;
