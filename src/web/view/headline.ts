import { isDrill } from '../../core/drill/group.ts';
import type { Context } from '../../core/incident/event.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { SEVERITIES, type Severity } from '../../core/severity/severity.ts';
import { countdown, type Instant, inWords } from '../../core/time/instant.ts';
import type { WebPorts } from '../ports.ts';
import type { MonitorView } from './monitor.ts';

/** A piece of the sentence: words, or a moment that the reader sees counted down to, or how long ago it was. */
export type Piece = string | { readonly until: Instant } | { readonly ago: Instant };

/** `quiet`: no news where there should be; it is neither well nor broken. */
export type Mood = 'well' | 'notice' | 'quiet' | 'suspected' | 'open' | 'acknowledged' | 'recovered' | 'muted';

/** The first line of the console. */
export interface Headline {
  readonly text: string;
  /** The same words, with what runs as moments. */
  readonly pieces: readonly Piece[];
  readonly mood: Mood;
  readonly severity: Severity | null;
  readonly incident?: string;
  /** Which answers make sense now (A3). */
  readonly can: { readonly acknowledge: boolean; readonly escalate: boolean };
}

const NOTHING = { acknowledge: false, escalate: false };

/** Drills after everything real; the strictest first, unanswered before answered, then the oldest. */
export function byUrgency(incidents: readonly Incident[]): readonly Incident[] {
  const weight = (i: Incident) =>
    i.severity === null || isDrill(i) ? SEVERITIES.length : SEVERITIES.indexOf(i.severity);
  const answered = (i: Incident) => (i.attention.is === 'nobody' ? 0 : 1);
  return [...incidents].sort(
    (a, b) => weight(a) - weight(b) || answered(a) - answered(b) || a.suspectedAt - b.suspectedAt,
  );
}

/** The sentence about an incident, its countdown running. */
export function incidentHeadline(incident: Incident, context: Context, explain: WebPorts['explain']): Headline {
  const text = explain.sentence(incident, context);
  const next = incident.phase === 'open' ? explain.upcoming(incident, context) : null;
  const paging = incident.phase === 'open' && incident.recoveredAt === null && incident.severity !== null;
  return {
    text,
    pieces: next ? splitAt(text, `${next.text} in `, countdown(next.at - context.now), next.at) : [text],
    mood: moodOf(incident),
    severity: isDrill(incident) ? null : incident.severity,
    incident: incident.id,
    can: { acknowledge: paging && incident.attention.is === 'nobody', escalate: paging },
  };
}

/** With other incidents open beside it, the sentence says so. */
export function withOthers(headline: Headline, others: number): Headline {
  if (others === 0) return headline;
  const more = ` ${others} other ${others === 1 ? 'incident is' : 'incidents are'} open.`;
  return { ...headline, text: headline.text + more, pieces: [...headline.pieces, more] };
}

/** No incident: `shop: all 3 monitors up. Last check 1 s ago.` */
export function calmHeadline(name: string, monitors: readonly MonitorView[], now: Instant): Headline {
  const all = monitors.length;
  const up = monitors.filter((m) => m.verdict === 'up' && !m.quiet).length;
  const checked = monitors.flatMap((m) => m.checkedAt ?? []);
  const quiet = monitors.filter((m) => m.quiet);
  const state =
    checked.length === 0
      ? 'the first checks are on their way'
      : up === all
        ? all === 1
          ? `${monitors[0]!.name} is up`
          : `all ${all} monitors up`
        : `${up} of ${all} monitors up${others(monitors)}`;
  const last = checked.length > 0 ? Math.max(...checked) : undefined;
  const tail = last === undefined ? [] : [' Last check ', { ago: last }, ' ago.'];
  return {
    text: `${name}: ${state}.${last === undefined ? '' : ` Last check ${inWords(now - last)} ago.`}`,
    pieces: [`${name}: ${state}.`, ...tail],
    mood: quiet.length > 0 ? 'quiet' : up === all || checked.length === 0 ? 'well' : 'notice',
    severity: null,
    can: NOTHING,
  };
}

/** Those that are not up, by name, at most three. */
function others(monitors: readonly MonitorView[]): string {
  const words = monitors.flatMap((m) =>
    m.quiet
      ? `no news of ${m.name}`
      : m.verdict === 'up'
        ? []
        : m.checkedAt === null
          ? `${m.name} not checked yet`
          : `${m.name} ${m.verdict}`,
  );
  const more = words.length > 3 ? `, and ${words.length - 3} more` : '';
  return words.length > 0 ? `; ${words.slice(0, 3).join(', ')}${more}` : '';
}

function moodOf(incident: Incident): Mood {
  if (incident.phase === 'suspected') return 'suspected';
  if (incident.phase !== 'open' || incident.recoveredAt !== null) return 'recovered';
  if (isDrill(incident)) return 'notice';
  if (incident.severity === null) return 'muted';
  return incident.attention.is === 'acknowledged' ? 'acknowledged' : 'open';
}

/** The running time inside a sentence becomes a moment; where it is not found, the sentence stays whole. */
function splitAt(text: string, before: string, time: string, until: Instant): readonly Piece[] {
  const start = text.indexOf(before + time);
  if (start < 0) return [text];
  const at = start + before.length;
  return [text.slice(0, at), { until }, text.slice(at + time.length)];
}
