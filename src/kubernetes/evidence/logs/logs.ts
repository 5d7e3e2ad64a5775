import { lastLines } from '../../../diagnosis/logs/last-lines.ts';
import { withoutSecrets } from '../../../diagnosis/logs/redact.ts';
import { signsIn } from '../../../diagnosis/logs/signs.ts';
import { type Cluster, pathOf } from '../cluster.ts';
import type { Finding } from '../finding.ts';
import type { Pod } from '../pod.ts';
import type { Trouble } from '../trouble.ts';

/** The end of what a container said. */
export interface Log {
  readonly pod: string;
  readonly container: string;
  /** Of its life before the present one. */
  readonly previous?: true;
  readonly lines: readonly string[];
}

/** What is asked for. The limit counts from the first of these lines on: a narrow one would cut off the newest. */
const ASKED = { tailLines: '100', limitBytes: '262144' } as const;
/** Containers that are looked into: the others fail alike. */
const CONTAINERS = 3;
/** Of what runs well only what is new. */
const RECENTLY = String(15 * 60);

interface Wanted {
  readonly pod: string;
  readonly container: string;
  readonly previous: boolean;
  readonly fails: boolean;
}

/** The last logs of containers that fail, and what every log gives away; secrets of theirs are not repeated. */
export async function logsOf(
  { api, inquiry, ref }: Cluster,
  pods: readonly Pod[],
  troubles: readonly Trouble[],
  container: string | undefined,
): Promise<{ readonly logs: readonly Log[]; readonly findings: readonly Finding[] }> {
  const read = await Promise.all(
    wanted(pods, troubles, container).map(async (each) => {
      const text = await inquiry.ask<string>(
        `log of ${each.pod}${each.previous ? ', previous' : ''}`,
        () =>
          api.text(`${pathOf('', 'pods', ref.namespace)}/${encodeURIComponent(each.pod)}/log`, {
            container: each.container,
            ...ASKED,
            ...(each.previous && { previous: 'true' }),
            ...(!each.fails && { sinceSeconds: RECENTLY }),
          }),
        // Nothing before, or nothing yet.
        { 400: '', 404: '' },
      );
      return text === undefined ? [] : [{ ...each, text: withoutSecrets(text) }];
    }),
  );
  const texts = read.flat();
  return {
    logs: texts
      .filter(({ fails, text }) => fails && text.trim() !== '')
      .map(({ pod, container: name, previous, text }) => ({
        pod,
        container: name,
        ...(previous && { previous }),
        lines: lastLines(text),
      })),
    findings: findingsOf(texts),
  };
}

/** The same words of several pods are one finding; what failing containers say comes first. */
function findingsOf(texts: readonly (Wanted & { readonly text: string })[]): readonly Finding[] {
  const all = texts
    .toSorted((a, b) => Number(b.fails) - Number(a.fails))
    .flatMap(({ text, pod, container, fails }) =>
      signsIn(text).map((sign) => ({
        ...sign,
        pod,
        container,
        said: true as const,
        ...(!fails && { hint: true as const }),
      })),
    );
  return [...new Map(all.toReversed().map((each) => [`${each.is} ${each.text}`, each])).values()].toReversed();
}

/** One pod of each kind of trouble; where nothing fails, what the pods have said just now. */
function wanted(pods: readonly Pod[], troubles: readonly Trouble[], container: string | undefined): readonly Wanted[] {
  const kinds = new Map(troubles.toReversed().map((each) => [`${each.reason} ${each.container}`, each]));
  const failing = [...kinds.values()].toReversed().flatMap((each) => {
    const pod = pods.find(({ metadata }) => metadata.name === each.pod);
    return pod && each.container !== undefined ? livesOf(pod, each.container) : [];
  });
  if (failing.length > 0) return failing.slice(0, CONTAINERS * 2);
  return pods
    .flatMap(({ metadata, status }) => {
      const names = (status?.containerStatuses ?? []).flatMap(({ name, state }) => (state?.running ? [name] : []));
      const name = names.find((each) => each === container) ?? names[0];
      return name === undefined ? [] : [{ pod: metadata.name, container: name, previous: false, fails: false }];
    })
    .slice(0, CONTAINERS);
}

/** Its life before, which tells how it ended, and the present one; neither where it never ran. */
function livesOf({ metadata, status }: Pod, container: string): readonly Wanted[] {
  const found = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].find(
    ({ name }) => name === container,
  );
  const life = { pod: metadata.name, container, fails: true };
  return [
    ...(found?.lastState?.terminated ? [{ ...life, previous: true }] : []),
    ...(found?.state?.running || found?.state?.terminated ? [{ ...life, previous: false }] : []),
  ];
}
