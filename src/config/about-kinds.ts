import type { ChannelKind } from '../channels/define.ts';
import type { PlatformName, RemedyKind } from '../remedies/define.ts';

/** What a channel can do, and what stands beside its name. */
export function aboutChannel(kind: ChannelKind): readonly string[] {
  const { address, alternatives, can } = kind;
  const owner = kind.abilities ? ' (depends on its settings)' : '';
  const beside = address
    ? `${address.what}, as in \`${address.example}\`${address.needed ? '' : ' (may be left out)'}`
    : 'nothing';
  return [
    `${can.wake ? 'Wakes' : 'Wakes nobody'}; ${can.acknowledge ? 'can' : 'cannot'} be acknowledged where it arrives${owner}.`,
    `Beside its name in \`notify\`: ${beside}.`,
    ...(alternatives ? [`Takes ${alternatives.map(together).join(', or ')}.`] : []),
  ];
}

const together = (keys: readonly string[]): string => keys.map((key) => `\`${key}\``).join(' with ');

/** What its monitor says, by the platform that it acts on. */
const WORKLOADS: Readonly<Record<PlatformName, string>> = {
  kubernetes: 'Its monitor has a `workload` in a cluster.',
  compose: 'Its monitor has a `workload` of Docker Compose.',
};

/** What a remedy needs. */
export const aboutRemedy = (kind: RemedyKind): readonly string[] => [
  ...(kind.onWorkload ? [WORKLOADS[kind.onWorkload]] : []),
];
