import { html, raw } from 'hono/html';
import { clockTime } from '../../core/time/zone.ts';
import { actions, consent, more, mutes } from './actions.ts';
import { evidence, type Html, people, reasons, timeline } from './parts.ts';
import type { Standing } from './standing.ts';
import { style } from './style.ts';
import { sentenceOf, stateInWords } from './words.ts';

/** What came of an answer, for the top of the page. */
export interface Came {
  readonly ok: boolean;
  readonly text: string;
}

/** The incident, for one reader and one thumb: what is wrong, what they can answer, who was paged, what happened. */
export function incidentPage(standing: Standing, name: string, came?: Came): Html {
  const { view, link } = standing;
  const { lead, rest } = sentenceOf(view.headline, standing);
  const isLive = standing.is === 'live';
  const severity = view.headline.severity;
  const badge = severity === null ? '' : html`<span class="badge ${severity.toLowerCase()}">${severity}</span>`;
  const words = { live: '', ...NOT_LIVE }[standing.is];
  return shell(
    `${severity === null ? '' : `${severity} `}${name}: ${stateInWords(standing)}`,
    html`<main data-mood="${view.headline.mood}" data-severity="${severity ?? ''}">
      ${came ? html`<p class="came ${came.ok ? '' : 'error'}" role="status">${sentenceCase(came.text)}</p>` : ''}
      <section class="card headline">
        <p class="eyebrow">${badge}<strong>${stateInWords(standing)}</strong></p>
        <h1>${lead}</h1>${rest === '' ? '' : html`<p class="rest">${rest}</p>`}
        ${words === '' ? '' : html`<p class="rest">${words}</p>`}
        ${isLive ? actions(standing) : ''}
      </section>
      ${isLive ? html`${consent(standing)}${mutes(standing)}${more(standing)}` : ''}
      ${evidence(standing)}${people(standing)}${reasons(standing)}${timeline(standing)}
      <footer class="note"><p>${isLive ? `You answer as ${link.person}: this link is yours alone.` : ''}
        As of ${clockTime(standing.now, standing.zone)}. <a href="">Look again</a></p>
        ${zones(standing)}<p>Incident <a href="/incidents/${link.incident}">${link.incident} in the console</a></p></footer>
    </main>`,
  );
}

const NOT_LIVE = {
  over: 'It is over, nothing is left to answer. Thank you for looking.',
  earlier: 'It has failed again since this message was sent: the newest message has the link that answers.',
} as const;

const zones = ({ zone, teamZone }: Standing): Html =>
  zone === teamZone ? html`` : html`<p>Times are ${zone}; inside older sentences they may be ${teamZone}.</p>`;

/** The same words for every link that is none of ours, whatever is wrong with it. */
export const invalidPage = (): Html =>
  shell(
    'This link does not work',
    html`<main><section class="card headline"><h1>This link does not work</h1>
      <p class="rest">It is not whole, or not ours, or too old. Nothing was changed. Open the link of the newest message, or the console.</p></section></main>`,
  );

const sentenceCase = (text: string): string => {
  const [first = '', ...rest] = text;
  return `${first.toUpperCase()}${rest.join('')}${/[.!?]$/.test(text) ? '' : '.'}`;
};

/** One request, no script: it works in a lift, in a mail program's window, and where scripts are switched off. */
const shell = (title: string, body: Html): Html => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex, nofollow">
    <meta name="referrer" content="no-referrer">
    <meta name="format-detection" content="telephone=no">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <style>${raw(style.text)}</style>
  </head>
  <body>
    ${body}
  </body>
</html>
`;
