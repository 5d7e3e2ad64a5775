import { answer, doing } from './api.js';
import { fill, h, keyed, link, panel, say, set } from './dom.js';
import { handOver } from './hand-over.js';
import { badge, icon } from './icons.js';
import { exact, lasting, moment, running, setMoment } from './time.js';

/** More lines than this are folded; the newest stay in sight. */
const LINES = 14;
const ABOUT = {
  check: 'check',
  report: 'report',
  severity: 'severity',
  page: 'page',
  tell: 'told',
  answer: 'answer',
  note: 'note',
  evidence: 'evidence',
  remedy: 'remedy',
  mute: 'mute',
  time: 'time',
  phase: 'incident',
};
const PAGE_ICONS = {
  accepted: 'up',
  claimed: 'waiting',
  held: 'waiting',
  temporary: 'degraded',
  unknown: 'unknown',
  permanent: 'down',
};

/** One incident: why it is as severe as it is, whom its pages reached, and what happened. */
export function incidentPanel() {
  const id = h('a', {});
  const opened = h('span', { class: 'count' });
  const reasons = h('ul', { class: 'reasons' });
  const runbook = h('h3', {}, 'Runbook');
  const failures = h('ul', { class: 'reasons' });
  const evidence = h('h3', {}, 'Evidence');
  const seen = h('div', { class: 'evidence' });
  const reported = h('h3', {}, 'Reported');
  const reports = h('ul', { class: 'reasons' });
  const reply = h('p', { class: 'reply', role: 'status' });
  let shown = '';
  const tell = (text, isError) => {
    say(reply, text);
    reply.classList.toggle('error', isError);
  };
  // Nothing else ends what a person reported.
  const resolve = doing(h('button', { type: 'button', class: 'quiet' }, 'It is over: resolve'), tell, () =>
    answer('POST', `/api/incidents/${encodeURIComponent(shown)}/resolve`),
  );
  const answers = handOver(tell);
  const next = h('p', { class: 'next' });
  const pages = h('ul', { class: 'pages' });
  const nobody = h('p', { class: 'note' }, 'Nobody has been paged.');
  const lines = timeline();
  const why = h('h3', {});
  const section = panel(
    'incident',
    '',
    why,
    reasons,
    runbook,
    failures,
    evidence,
    seen,
    reported,
    reports,
    resolve,
    h('h3', {}, 'Who was paged'),
    pages,
    nobody,
    next,
    answers.node,
    reply,
    h('h3', {}, 'Timeline'),
    lines.node,
  );
  section.querySelector('h2').append(id, opened);
  const update = (incident) => {
    set(section, 'hidden', incident === null);
    if (!incident) return;
    if (shown !== incident.id) tell('', false);
    shown = incident.id;
    set(id, 'href', `/incidents/${encodeURIComponent(incident.id)}`);
    say(id, `Incident ${incident.id}`);
    fill(opened, [incident.openedAt, incident.endedAt, incident.generation], () => ageOf(incident));
    set(why, 'hidden', incident.reasons.length === 0);
    say(why, incident.severity ? `Why ${incident.severity}` : 'Why');
    fill(reasons, incident.reasons, (all) => all.map((reason) => h('li', {}, reason)));
    set(runbook, 'hidden', incident.failures.length === 0);
    fill(failures, incident.failures, (all) => all.map(failure));
    set(evidence, 'hidden', incident.evidence.length === 0);
    fill(seen, incident.evidence, (all) => all.map(evidenceOf));
    set(reported, 'hidden', incident.reports.length === 0);
    set(resolve, 'hidden', incident.reports.length === 0);
    fill(reports, incident.reports, (all) => all.map(report));
    set(nobody, 'hidden', incident.pages.length > 0);
    fill(pages, incident.pages, (all) => all.map(page));
    fill(next, incident.next, (coming) =>
      coming ? [coming.text, ' at ', moment(coming.at), ', in ', running('until', coming.at)] : [],
    );
    answers.update(incident);
    lines.update(incident);
  };
  return { section, update };
}

function ageOf({ openedAt, endedAt, generation }) {
  const parts = openedAt === null ? ['not confirmed'] : ['opened ', moment(openedAt)];
  if (endedAt !== null) parts.push(', over ', moment(endedAt));
  if (generation > 1) parts.push(`, resumed ${generation - 1}×`);
  return parts.map((part) => (typeof part === 'string' ? document.createTextNode(part) : part));
}

/** What to do about it: the shipped page of its code, and the operator's own where there is one. */
const failure = (one) =>
  h(
    'li',
    {},
    `${one.monitor}: `,
    h('a', { href: `/runbook/${one.code}` }, one.codeInWords),
    one.runbook ? ', ' : null,
    one.runbook ? link(one.runbook, one.runbook) : null,
  );

/** What was seen of what runs a monitor: a sentence, and the rest to be unfolded; commands can be copied whole. */
const evidenceOf = (one) =>
  h(
    'section',
    {},
    h('p', {}, one.summary, ' ', h('span', { class: 'note' }, 'seen ', moment(one.at, exact))),
    one.parts.length === 0 ? null : h('details', {}, h('summary', {}, 'All of it'), ...one.parts.map(partOf)),
  );

const partOf = ({ title, lines, is }) =>
  h(
    'div',
    {},
    h('h4', {}, title),
    is
      ? h('pre', { class: 'commands' }, lines.join('\n'))
      : h('ul', { class: 'reasons' }, ...lines.map((line) => h('li', {}, line))),
  );

/** What somebody said, who, and where to look; its words and addresses come from outside. */
const report = (one) =>
  h(
    'li',
    {},
    badge(one.severity),
    ` ${one.title}`,
    one.detail ? h('span', { class: 'note' }, ` ${one.detail}`) : null,
    h('span', { class: 'note' }, ` ${one.by}${one.monitor ? `, about ${one.monitor}` : ''}, `, moment(one.since)),
    one.url ? ' ' : null,
    one.url ? link(one.url, 'look') : null,
    ' ',
    one.runbook ? link(one.runbook, 'runbook') : h('a', { href: '/runbook/reported' }, 'runbook'),
  );

function page(one) {
  const level = typeof one.level === 'number' ? `level ${one.level}` : one.level;
  return h(
    'li',
    { 'data-state': one.state },
    icon(PAGE_ICONS[one.state]),
    h(
      'span',
      { class: 'whom' },
      h('strong', {}, one.person),
      one.via === one.person ? null : h('span', { class: 'note' }, ` for ${one.via}`),
    ),
    h(
      'span',
      { class: 'how' },
      `${one.channel}${one.wakes ? ', wakes' : ''} · ${level}${one.repeat ? ' · repeat' : ''}`,
    ),
    h('span', { class: 'came' }, one.stateInWords, one.why ? h('span', { class: 'note' }, `: ${one.why}`) : null),
    moment(one.at, exact),
  );
}

/** Oldest first, as it is read; a long one starts with its newest lines and can be unfolded. */
function timeline() {
  const list = h('ol', { class: 'timeline' });
  let [all, whole, key] = [[], false, ''];
  const more = h('button', {
    type: 'button',
    class: 'quiet',
    onclick: () => {
      whole = true;
      show();
    },
  });
  const show = () => {
    const shown = whole || all.length <= LINES ? all : all.slice(1 - LINES);
    set(more, 'hidden', shown.length === all.length);
    say(more, `Show ${all.length - shown.length} earlier lines`);
    keyed(
      list,
      shown,
      (line) => line.key,
      () => entry(),
    );
  };
  return {
    node: h('div', {}, more, list),
    update: (incident) => {
      const next = `${incident.id}/${incident.version}/${incident.timeline.length}`;
      if (key === next) return;
      key = next;
      all = incident.timeline.map((line, i) => ({ ...line, key: `${incident.id}/${i}` }));
      show();
    },
  };
}

function entry() {
  const at = h('time', {});
  const about = h('span', { class: 'about' });
  const text = h('span', { class: 'text' });
  return {
    node: h('li', {}, at, about, text),
    update: (line) => {
      setMoment(at, line.at, exact);
      say(about, ABOUT[line.about] ?? line.about);
      say(text, line.text);
    },
  };
}

/** Incidents in a list: those that are open beside the foremost, or those that are over. */
export function incidentList(id, title, none) {
  const list = h('ul', { class: 'incidents' });
  const empty = h('p', { class: 'note' }, none);
  const section = panel(id, title, list, empty);
  const update = (all) => {
    set(empty, 'hidden', all.length > 0);
    fill(
      list,
      all.map(({ id: key, version, sentence }) => [key, version, sentence]),
      () => all.map(item),
    );
  };
  return { section, update };
}

function item(one) {
  const blip = one.phase === 'dismissed';
  const over = one.endedAt !== null;
  const answered = one.attention.is === 'acknowledged' ? `acknowledged by ${one.attention.by}` : 'nobody has answered';
  const began = one.openedAt ?? one.suspectedAt;
  return h(
    'li',
    {},
    badge(blip ? null : over ? one.peak : one.severity),
    h('a', { href: `/incidents/${encodeURIComponent(one.id)}` }, one.id),
    h('span', { class: 'text' }, blip ? `a blip: ${one.summary}` : one.summary),
    h('span', { class: 'note' }, moment(began), over ? `, lasted ${lasting(one.endedAt - began)}` : `, ${answered}`),
  );
}
