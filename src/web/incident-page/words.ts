import { HOUR, type Instant, inWords, SECOND } from '../../core/time/instant.ts';
import { clockTime, dayAndTime } from '../../core/time/zone.ts';
import type { Headline, Mood, Piece } from '../view/headline.ts';
import type { Standing } from './standing.ts';

/** From here on a clock time alone could be of another day. */
const FAR = 20 * HOUR;

/** `14:08`, with the day where it is not about today. */
export const moment = (at: Instant, { now, zone }: Standing): string =>
  Math.abs(at - now) > FAR ? dayAndTime(at, zone) : clockTime(at, zone);

const NO_BREAK = '\u00a0';

/** `14:08:12`: in what order things happened. */
export const exact = (at: Instant, { zone }: Standing): string =>
  `${clockTime(at, zone)}:${String(Math.floor(at / SECOND) % 60).padStart(2, '0')}`;

/** The sentence with its first part apart. Nothing runs on this page: a countdown becomes a clock time. */
export function sentenceOf({ pieces }: Headline, standing: Standing): { readonly lead: string; readonly rest: string } {
  const text = pieces
    .map((piece) => spoken(piece, standing))
    .join('')
    .replace(/ in (\d\d:\d\d \()/g, ' at $1');
  const end = `${text} `.indexOf('. ') + 1 || text.length;
  return { lead: text.slice(0, end).trim(), rest: text.slice(end).trim() };
}

function spoken(piece: Piece, { now, zone }: Standing): string {
  if (typeof piece === 'string') return piece;
  const at = 'until' in piece ? piece.until : piece.ago;
  return `${clockTime(at, zone)} (in ${inWords(Math.max(0, at - now)).replaceAll(' ', NO_BREAK)})`;
}

const MOODS: Readonly<Record<Mood, string>> = {
  well: 'All well',
  notice: 'Not all well',
  quiet: 'No news',
  suspected: 'Looking again',
  open: 'Nobody has answered',
  acknowledged: 'Acknowledged',
  recovered: 'Recovered',
  muted: 'Muted',
};

/** How it stands, in two or three words. */
export function stateInWords({ view, link }: Standing): string {
  const { attention } = view;
  if (view.headline.mood !== 'acknowledged' || attention.is === 'nobody') return MOODS[view.headline.mood];
  return attention.by === link.person ? 'You have it' : `${attention.by} has it`;
}
