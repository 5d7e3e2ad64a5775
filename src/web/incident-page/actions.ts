import { html } from 'hono/html';
import { isDrill } from '../../core/drill/group.ts';
import { NOTE } from '../../core/incident/answer.ts';
import { inWords } from '../../core/time/instant.ts';
import { MUTES, whyNoConsent } from './form.ts';
import type { Html } from './parts.ts';
import type { Consent, Standing } from './standing.ts';
import { moment } from './words.ts';

/** A form posts to the address of the page; `seen` says which state of the incident it answers. */
export const form = ({ incident }: Standing, action: string, inside: Html): Html =>
  html`<form method="post"><input type="hidden" name="seen" value="${incident.version}">
        <input type="hidden" name="do" value="${action}">${inside}</form>`;

const button = (standing: Standing, action: string, label: string, isMain = false): Html =>
  form(standing, action, html`<button class="${isMain ? 'primary' : 'plain'}">${label}</button>`);

/** What one tap does. The answer that the link was made for comes first. */
export function actions(standing: Standing): Html {
  const { view, link } = standing;
  const { can } = view.headline;
  const isMine = view.attention.is === 'acknowledged' && view.attention.by === link.person;
  const consents = standing.consent !== undefined;
  const acknowledge = can.acknowledge
    ? [button(standing, 'acknowledge', 'Acknowledge', !consents && link.action !== 'escalate')]
    : [];
  const escalate = can.escalate ? [button(standing, 'escalate', 'Escalate', link.action === 'escalate')] : [];
  const undo = isMine && can.escalate ? [button(standing, 'unacknowledge', 'Take it back')] : [];
  const all = [
    ...(link.action === 'escalate' ? [...escalate, ...acknowledge] : [...acknowledge, ...escalate]),
    ...undo,
  ];
  if (all.length === 0) return html``;
  const hints = [
    ...(view.attention.is === 'acknowledged' ? ['Paging has stopped.'] : []),
    ...(can.acknowledge ? ['Acknowledge: you look after it, and paging stops.'] : []),
    ...(can.escalate ? ['Escalate: the next level is paged now.'] : []),
    ...(undo.length > 0 ? ['Take it back: paging goes on.'] : []),
  ];
  return html`<div class="actions">${all}</div><p class="note">${hints.join(' ')}</p>`;
}

/** The plan that the link asks consent for; of other plans only that they wait (G1). */
export function consent(standing: Standing): Html {
  const { consent: asked, link, view } = standing;
  if (!asked) {
    const waiting = view.remedies.filter(({ state }) => state === 'waiting');
    return html`${waiting.map(({ summary }) => html`<section class="card"><h2>Waits for approval</h2><p>${summary}</p><p class="note">${whyNoConsent(undefined)}</p></section>`)}`;
  }
  const { remedy } = asked;
  const { difference = [] } = remedy;
  // Where it says what it would change, what it needs for that is its own matter.
  const needs = difference.length > 0 ? {} : remedy.facts;
  const facts = Object.entries({ target: remedy.target, ...needs }).filter(([, value]) => value !== undefined);
  const isOpen = asked.is === 'open';
  const approves = isOpen && link.action === 'approve' && remedy.state === 'waiting';
  const refuses = isOpen && (remedy.state === 'waiting' || remedy.state === 'approved');
  const answers = [
    ...(approves ? [button(standing, 'approve', 'Approve', true)] : []),
    ...(refuses
      ? [
          button(
            standing,
            'refuse',
            remedy.state === 'approved' ? 'Take it back' : 'Refuse',
            !approves && remedy.state === 'waiting',
          ),
        ]
      : []),
  ];
  const until = answers.length > 0 && link.until !== undefined ? `Until ${moment(link.until, standing)}.` : '';
  const by = byWhom(remedy);
  return html`<section class="card consent"><p class="state">${remedy.name} ${remedy.stateInWords}${by}${remedy.why === undefined ? '' : `: ${remedy.why}`}</p>
      ${remedy.summary === undefined ? '' : html`<p class="plan">${remedy.summary}</p>`}
      <dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${String(value)}</dd></div>`)}</dl>
      ${difference.length > 0 ? html`<pre class="difference">${difference.join('\n')}</pre>` : ''}
      ${isOpen ? '' : html`<p class="note">${whyNoConsent(asked)}</p>`}
      ${answers.length > 0 ? html`<div class="actions">${answers}</div><p class="note">${until} The plan is used only if the guards still allow it.</p>` : ''}</section>`;
}

/** Who decided it: part of some states' words, an addition to the others'. */
const byWhom = ({ by, state }: Consent['remedy']): string => {
  if (by === undefined) return '';
  return state === 'approved' || state === 'declined' ? ` by ${by}` : `, approved by ${by}`;
};

/** What takes a word or two: folded, so that the first screen holds what matters. */
export function more(standing: Standing): Html {
  const { view } = standing;
  const isPaging = view.headline.can.escalate;
  const parts = [
    note(standing),
    ...(isPaging && !isDrill(standing.incident) ? [reassign(standing)] : []),
    ...(isPaging && standing.audible.length > 0 ? [mute(standing)] : []),
    ...(view.recoveredAt === null ? [resolve(standing)] : []),
  ];
  return html`<section class="card more">${parts}</section>`;
}

const folded = (title: string, inside: Html): Html =>
  html`<details name="more"><summary>${title}</summary>${inside}</details>`;

const note = (standing: Standing): Html =>
  folded(
    'Note',
    form(
      standing,
      'note',
      html`<label for="text">What the others should know</label>
          <textarea id="text" name="text" rows="3" maxlength="${NOTE}" required></textarea>
          <button class="plain">Add the note</button><p class="note">It goes into the timeline, and wakes nobody.</p>`,
    ),
  );

function reassign(standing: Standing): Html {
  const { people, rotations, teams } = standing.roster;
  const options = [people, rotations, teams]
    .flatMap((group) => Object.keys(group))
    .filter((name) => name !== standing.link.person);
  return folded(
    'Reassign',
    form(
      standing,
      'reassign',
      html`<label for="to">To whom</label>
          <select id="to" name="to" required><option value="">choose …</option>${options.map((name) => html`<option>${name}</option>`)}</select>
          <button class="plain">Reassign</button>
          <p class="note">They are paged now. Until they acknowledge, nobody has it, and the next level follows.</p>`,
    ),
  );
}

function mute(standing: Standing): Html {
  const lengths = Object.entries(MUTES).map(
    ([value, ms], i) =>
      html`<label class="choice"><input type="radio" name="for" value="${value}"${i === 1 ? ' checked' : ''} required> ${inWords(ms)}</label>`,
  );
  return folded(
    'Mute',
    form(
      standing,
      'mute',
      html`<p>${standing.audible.join(' and ')}</p><fieldset class="choices"><legend>For how long</legend>${lengths}</fieldset>
          <label for="mute-why">Why</label><input id="mute-why" name="why" type="text" maxlength="${NOTE}">
          <button class="plain">Mute</button><p class="note">Nobody is paged meanwhile. What still fails then pages again.</p>`,
    ),
  );
}

const resolve = (standing: Standing): Html =>
  folded(
    'Resolve',
    form(
      standing,
      'resolve',
      html`<label for="resolve-why">Why it is over</label><input id="resolve-why" name="why" type="text" maxlength="${NOTE}">
          <button class="plain">It is over: resolve</button>
          <p class="note">What our checks still see failing is muted for an hour, and comes back if it fails on.</p>`,
    ),
  );

/** Mutes in force, each with its end at hand. */
export const mutes = (standing: Standing): Html =>
  html`${standing.mutes.map(
    (each) => html`<section class="card"><h2>Muted until ${moment(each.until, standing)}</h2>
      <p>${each.monitors.join(' and ')}, by ${each.by}: ${each.why}</p>
      <div class="actions">${form(standing, 'unmute', html`<input type="hidden" name="mute" value="${each.id}"><button class="plain">End the mute</button>`)}</div></section>`,
  )}`;
