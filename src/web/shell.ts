import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Mood } from './view/headline.ts';
import type { IncidentView } from './view/incident.ts';
import type { Status } from './view/status.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Which icon stands for a mood: the shape says it, not the colour alone. */
const ICONS: Readonly<Record<Mood, string>> = {
  well: 'icon-up',
  notice: 'icon-degraded',
  quiet: 'icon-unknown',
  suspected: 'icon-degraded',
  open: 'icon-down',
  acknowledged: 'icon-down',
  recovered: 'icon-up',
  muted: 'icon-unknown',
};

const STYLES = ['base', 'frame', 'headline', 'monitors', 'detail', 'incident', 'side', 'article', 'uPlot.min'].map(
  (n) => `${n}.css`,
);

/** The console: the sentence, and room for the panels. */
export const consolePage = (status: Status): Html =>
  page(
    status.name,
    ICONS[status.headline.mood],
    html`<main id="console" data-page="console" data-mood="${status.headline.mood}">
      ${sentence(status.headline.text, status)}
      <div id="panels"></div>
    </main>`,
  );

/** One incident, open or past. */
export const incidentPage = (status: Status, incident: IncidentView): Html =>
  page(
    `${incident.id} · ${status.name}`,
    ICONS[incident.headline.mood],
    html`<main id="console" data-page="incident" data-incident="${incident.id}" data-mood="${incident.headline.mood}">
      ${sentence(incident.headline.text, status)}
      <div id="panels"></div>
    </main>`,
  );

/** A plain page with one thing to say. */
export const messagePage = (name: string, title: string, text: string): Html =>
  page(
    `${title} · ${name}`,
    'icon-unknown',
    html`<main id="console" data-mood="notice">
      <section class="headline"><h1 class="sentence">${text}</h1><p><a href="/">Back to the console</a></p></section>
    </main>`,
    false,
  );

/** A page to read: HTML that we made ourselves. */
export const articlePage = (name: string, title: string, body: string): Html =>
  page(
    `${title} · ${name}`,
    'icon-unknown',
    html`<main class="article">
      <p class="note"><a href="/">${name}</a> · <a href="/runbook">Runbook</a></p>
      ${raw(body)}
    </main>`,
    false,
  );

const sentence = (text: string, { at }: Status): Html => html`<section class="headline" id="headline">
      <h1 class="sentence" id="sentence">${text}</h1>
      <noscript><p class="note">As of ${new Date(at).toISOString().slice(11, 19)} UTC. Without JavaScript this page is only
        the sentence, loaded again every 15 seconds; to answer, use the command line or the API.</p></noscript>
    </section>`;

const page = (title: string, icon: string, body: Html, live = true): Html => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <link rel="icon" id="icon" type="image/svg+xml" href="/assets/${icon}.svg">
    ${STYLES.map((name) => html`<link rel="stylesheet" href="/assets/${name}">`)}
    ${live ? raw('<noscript><meta http-equiv="refresh" content="15"></noscript>\n    <script type="module" src="/assets/main.js"></script>') : ''}
  </head>
  <body>
    ${body}
  </body>
</html>
`;
