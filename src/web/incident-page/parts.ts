import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Line } from '../../core/incident/incident.ts';
import type { EvidenceView } from '../view/incident.ts';
import type { PageView } from '../view/pages.ts';
import type { Standing } from './standing.ts';
import { exact, moment } from './words.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Lines of the timeline that are in sight; earlier ones are folded. */
const LINES = 12;

/** Who was paged, on what, what became of it, and who is next. */
export function people(standing: Standing): Html {
  const { pages, next } = standing.view;
  const coming = next ? html`<p class="next">${next.text} at <strong>${moment(next.at, standing)}</strong>.</p>` : '';
  const list =
    pages.length === 0
      ? html`<p class="note">Nobody has been paged.</p>`
      : html`<ul class="paged">${pages.map((page) => paged(page, standing))}</ul>`;
  return html`<section class="card"><h2>Who was paged</h2>${list}${coming}</section>`;
}

function paged(page: PageView, standing: Standing): Html {
  const level = typeof page.level === 'number' ? `level ${page.level}` : page.level;
  const via = page.via === page.person ? '' : html` <span class="note">for ${page.via}</span>`;
  const why = page.why === undefined ? '' : `: ${page.why}`;
  return html`<li data-state="${page.state}"><span><strong>${page.person}</strong>${via}</span>
        <time>${moment(page.at, standing)}</time>
        <span class="note">${page.channel}, ${level}: ${page.stateInWords}${why}${page.repeat ? ', a repeat' : ''}</span></li>`;
}

/** Why it is as severe as it is, what was reported, and where the runbook is. */
export function reasons({ view }: Standing): Html {
  if (view.reasons.length === 0) return html``;
  const runbooks = view.failures.map(
    ({ monitor, code, codeInWords, runbook }) =>
      html`<li>${monitor}: <a href="/runbook/${code}">${codeInWords}</a>${runbook === undefined ? '' : html`, ${external(runbook)}`}</li>`,
  );
  return html`<section class="card"><h2>Why ${view.severity ?? ''}</h2>
      <ul class="list">${view.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>
      ${runbooks.length > 0 ? html`<h2>Runbook</h2><ul class="list">${runbooks}</ul>` : ''}</section>`;
}

/** A link only where it leads to the web; anything else stays text. */
const external = (href: string): Html =>
  /^https?:\/\//i.test(href) && URL.canParse(href)
    ? html`<a href="${href}" rel="noreferrer noopener">${href}</a>`
    : html`${href}`;

/** What was seen of what runs it: a sentence each, the rest folded. */
export function evidence(standing: Standing): Html {
  const all = standing.view.evidence;
  if (all.length === 0) return html``;
  return html`<section class="card"><h2>Evidence</h2>${all.map((seen) => seenOf(seen, standing))}</section>`;
}

const seenOf = ({ summary, at, parts }: EvidenceView, standing: Standing): Html =>
  html`<p>${summary} <span class="note">(${moment(at, standing)})</span></p>
      ${parts.length === 0 ? '' : html`<details><summary>All of it</summary>${parts.map(part)}</details>`}`;

const part = ({ title, lines, is }: EvidenceView['parts'][number]): Html =>
  html`<h3>${title}</h3>${
    is
      ? html`<pre class="commands">${lines.join('\n')}</pre>`
      : html`<ul class="list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  }`;

/** Newest first: on a phone that is what one looks for. */
export function timeline(standing: Standing): Html {
  const lines = standing.view.timeline.toReversed();
  const [shown, earlier] = [lines.slice(0, LINES), lines.slice(LINES)];
  const list = (all: readonly Line[]) =>
    html`<ol class="timeline">${all.map((line) => html`<li><time>${exact(line.at, standing)}</time> <span>${line.text}</span></li>`)}</ol>`;
  return html`<section class="card"><h2>Timeline</h2>${list(shown)}
      ${earlier.length > 0 ? html`<details><summary>${earlier.length} earlier</summary>${list(earlier)}</details>` : ''}</section>`;
}
