import type { Violation } from '../history.ts';
import { clock, MINUTE, type Seen } from '../seen.ts';

const APPROVAL = 15 * MINUTE;

/** V4: at most one undo per incident; none of what nobody confirmed, none without the consent that its mode asks for (G1, G4): of what is only suggested, by hand. */
export function remedies(seen: Seen): readonly Violation[] {
  const { history } = seen;
  return history.remedied.flatMap((done, n) => {
    const say = (text: string): Violation => ({
      rule: 'V4',
      at: done.at,
      text: `${done.incident}: ${done.remedy} was carried out at ${clock(done.at)}, ${text}`,
    });
    const found: Violation[] = [];
    if (history.remedied.slice(0, n).some((other) => other.incident === done.incident && other.remedy === done.remedy))
      found.push(say('and had been before'));
    const claim = seen.lives
      .flatMap((life) => (life.incident === done.incident ? life.claims : []))
      .find((c) => `${done.incident}/${c.key}` === done.key);
    if (!claim) return [...found, say('which nobody had claimed')];
    const commits = seen.groups.get(done.incident.replace(/-\d+$/, '')) ?? [];
    const before = commits.find((c) => c.head.version === claim.version)?.was;
    const config = seen.configAt(claim.at).remedies[done.remedy];
    if (!before || !config) return [...found, say('of which no config spoke')];
    return [
      ...found,
      ...evidence(seen, before, config.monitor, claim.at).map(say),
      ...consent(seen, done, config, claim.at).map(say),
    ];
  });
}

type Head = NonNullable<Seen['lives'][number]['commits'][number]['was']>;

function evidence(seen: Seen, before: Head, monitor: string, at: number): readonly string[] {
  const failure = before.failing[monitor];
  const found: string[] = [];
  if (failure?.certainty !== 'confirmed')
    found.push(`and the failure of ${monitor} was ${failure?.certainty ?? 'none'}`);
  if (failure && failure.verdict !== 'down') found.push(`and ${monitor} was ${failure.verdict}`);
  if (before.blind) found.push('and we were blind');
  const sights = Object.values(before.sights[monitor] ?? {});
  if (sights.some((sight) => sight.blank)) found.push(`and the latest check of ${monitor} was unknown`);
  const config = seen.configAt(at);
  const of = config.monitors[monitor]?.locations ?? config.locations;
  const { interval = MINUTE } = config.monitors[monitor] ?? {};
  const since = at - 3 * interval - MINUTE - seen.costs(at - 3 * interval, at);
  const saw = new Set(
    seen.history.looks
      .filter((l) => l.monitor === monitor && l.verdict === 'down' && l.at >= since && l.at <= at)
      .map((l) => l.location),
  );
  if (saw.size <= Math.floor(of.length / 2))
    found.push(`and only ${saw.size} of ${of.length} locations saw ${monitor} down`);
  return found;
}

function consent(
  seen: Seen,
  done: { readonly incident: string; readonly remedy: string; readonly hash: string },
  config: { readonly mode: string; readonly approvers: readonly string[] },
  at: number,
): readonly string[] {
  if (config.mode === 'auto') return [];
  if (config.mode !== 'ask' && config.mode !== 'suggest') return [`which its mode '${config.mode}' never allows`];
  const { roster } = seen.configAt(at).policy;
  const may = config.approvers.flatMap((target) => roster.rotations[target]?.members ?? [target]);
  const approval = seen.history.answers.find(
    (a) =>
      a.action === 'approve' &&
      a.incident === done.incident &&
      a.remedy === done.remedy &&
      a.hash === done.hash &&
      may.includes(a.by) &&
      a.at <= at + MINUTE,
  );
  if (!approval) return ['and nobody who may had approved it'];
  const planned = seen.lives
    .flatMap((life) => (life.incident === done.incident ? life.claims : []))
    .findLast((c) => c.kind === 'plan' && c.ask.remedy === done.remedy && c.at <= at);
  return planned?.done && approval.at > planned.done.at + APPROVAL + MINUTE ? ['and was approved too late'] : [];
}
