import { note, ok, problem } from '../channels/finding.ts';
import type { Plan } from '../core/plan.ts';
import { inWords } from '../core/time/instant.ts';
import { call } from '../wire/call.ts';
import type { Examination } from './doctor.ts';

const TIMEOUT = 10_000;
/** A Date header counts whole seconds, and the answer took its time. */
const UNSURE = 2_000;
/** Signatures of providers are refused from five minutes on; agents' from two. */
const WRONG = 60_000;

/** This machine's clock beside the Date headers of whom we watch anyway (RFC 9110 §6.6.1): the middle of three. */
export const clock: Examination['examine'] = async ({ plan, clock: own }) => {
  const offsets: number[] = [];
  for (const url of witnesses(plan)) {
    const before = own.now();
    const answer = await call({ method: 'HEAD', url, headers: { 'user-agent': 'tocsin' }, timeout: TIMEOUT });
    const date = answer.is === 'answered' ? Date.parse(answer.headers.date ?? '') : Number.NaN;
    if (!Number.isNaN(date)) offsets.push((before + own.now()) / 2 - (date + 500));
  }
  const offset = offsets.toSorted((a, b) => a - b)[Math.floor(offsets.length / 2)];
  if (offset === undefined)
    return [note('nobody could be asked for the time', 'Set `control` to an unrelated https address.')];
  const off = `${inWords(Math.abs(offset))} ${offset > 0 ? 'ahead of' : 'behind'}`;
  if (Math.abs(offset) <= UNSURE) return [ok(`right within ${inWords(UNSURE)}, say ${offsets.length} servers`)];
  return Math.abs(offset) < WRONG
    ? [note(`${off} what ${offsets.length} servers say`, 'Let this machine synchronise its clock (NTP).')]
    : [
        problem(
          `${off} what ${offsets.length} servers say: signatures are refused, and hand-offs come at the wrong time`,
          'Let this machine synchronise its clock (NTP).',
        ),
      ];
};

/** The control endpoint first; then hosts of monitors, each once. */
function witnesses({ control, monitors }: Plan): readonly string[] {
  const watched = Object.values(monitors).flatMap(({ settings }) =>
    typeof settings.url === 'string' && /^https?:/.test(settings.url) ? [settings.url] : [],
  );
  const byHost = new Map(
    [...(control === undefined ? [] : [control]), ...watched].map((url) => [new URL(url).host, url]),
  );
  return [...byHost.values()].slice(0, 3);
}
