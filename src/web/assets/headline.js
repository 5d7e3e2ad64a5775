import { answer, doing } from './api.js';
import { fill, h, say, set } from './dom.js';
import { badge, icon, iconOf, tabIcon } from './icons.js';
import { clock, full, running, setRunning } from './time.js';

const MOODS = {
  well: 'All well',
  notice: 'Not all well',
  quiet: 'No news',
  suspected: 'Looking again',
  open: 'Nobody has answered',
  acknowledged: 'Acknowledged',
  recovered: 'Recovered',
  muted: 'Muted',
};

/** The first line: what is the matter, and the answers to it. The server has rendered the words already; from here on they run. */
export function headline(section) {
  const sentence = section.querySelector('#sentence');
  const spoken = h('p', { class: 'hidden', 'aria-live': 'polite' });
  const eyebrow = h('div', { class: 'eyebrow' });
  const since = h('time', { class: 'running' });
  const sinceBox = h('span', { class: 'note', hidden: true }, 'open for ', since);
  const reply = h('p', { class: 'reply', role: 'status' });
  const tell = (text, isError) => {
    say(reply, text);
    reply.classList.toggle('error', isError);
  };
  let incident = null;
  const act = (action) => () => answer('POST', `/api/incidents/${encodeURIComponent(incident)}/${action}`);
  const acknowledge = doing(
    h('button', { type: 'button', class: 'primary', 'aria-keyshortcuts': 'a' }, 'Acknowledge'),
    tell,
    act('acknowledge'),
  );
  const escalate = doing(h('button', { type: 'button', 'aria-keyshortcuts': 'e' }, 'Escalate'), tell, act('escalate'));
  const hint = h('span', { class: 'hint' });
  const actions = h('div', { class: 'actions', hidden: true }, acknowledge, escalate, hint);
  const zone = h('p', { class: 'note zone', hidden: true });
  section.prepend(eyebrow);
  sentence.after(spoken, actions, reply, zone);
  shortcut('a', acknowledge);
  shortcut('e', escalate);
  const compact = compactBar(section, () => (acknowledge.hidden ? escalate : acknowledge));

  return (status, line, detail) => {
    if (incident !== (line.incident ?? null)) tell('', false);
    incident = line.incident ?? null;
    for (const node of [document.getElementById('console'), compact.bar]) {
      set(node, 'data-mood', line.mood);
      set(node, 'data-severity', line.severity);
    }
    fill(eyebrow, [line.mood, line.severity], () => [
      line.severity ? badge(line.severity) : icon(iconOf(line.mood)),
      h('span', { class: 'state' }, MOODS[line.mood]),
      sinceBox,
    ]);
    const openedAt = detail?.phase === 'open' && detail.recoveredAt === null ? detail.openedAt : null;
    setRunning(since, 'ago', openedAt);
    set(sinceBox, 'hidden', openedAt === null);
    fill(sentence, line.pieces, words);
    say(spoken, line.pieces.map(aloud).join(''));
    set(actions, 'hidden', !line.can.acknowledge && !line.can.escalate);
    set(acknowledge, 'hidden', !line.can.acknowledge);
    set(escalate, 'hidden', !line.can.escalate);
    fill(hint, line.can, keys);
    zoneNote(zone, status, line);
    compact.update(line);
    document.title = titleOf(status.name, line);
    tabIcon(line.mood);
  };
}

/** Which letters lead to a button now. */
const keys = (can) =>
  [...(can.acknowledge ? [h('kbd', {}, 'a'), ' or '] : []), h('kbd', {}, 'e'), ', then ', h('kbd', {}, 'Enter')].map(
    (part) => (typeof part === 'string' ? document.createTextNode(part) : part),
  );

/** The first sentence large, the rest as text; what runs, runs. */
function words(pieces) {
  const [first = '', ...rest] = pieces;
  const end = typeof first !== 'string' ? 0 : `${first} `.indexOf('. ') + 1;
  if (end === 0) return [h('span', { class: 'lead' }, ...pieces.map(piece))];
  return [
    h('span', { class: 'lead' }, first.slice(0, end)),
    ' ',
    h('span', { class: 'rest' }, first.slice(end + 1), ...rest.map(piece)),
  ];
}
const piece = (part) =>
  typeof part === 'string' ? part : 'until' in part ? running('until', part.until) : running('ago', part.ago);

/** For a screen reader: a moment instead of a countdown, so that it speaks when something changes, not every second. */
const aloud = (part) => {
  if (typeof part !== 'string') return 'until' in part ? clock(part.until) : '';
  return part.replace(/ in $/, ' at ').replace(/^ Last check $|^ ago\.$/, '');
};

/** Clock times inside sentences are written in the team's zone; a reader elsewhere is told so. */
function zoneNote(node, { zone, at }, line) {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const here = new Intl.DateTimeFormat('en-GB', options).format(at);
  const there = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(at);
  set(node, 'hidden', here === there || !/\d\d:\d\d/.test(line.text));
  say(node, `Clock times in sentences are ${zone} (${there} now); all others on this page are yours.`);
  set(node, 'title', full(at));
}

function titleOf(name, { mood, severity }) {
  const what = severity ? `${severity} ${name}` : name;
  if (mood === 'open') return `(!) ${what}`;
  if (mood === 'acknowledged') return `${what}, acknowledged`;
  if (mood === 'suspected' || mood === 'quiet') return `(?) ${what}`;
  if (mood === 'notice') return `(!) ${what}`;
  return mood === 'muted' ? `${what}, muted` : `${what}: up`;
}

/** A letter moves to the button, Enter presses it: nobody is paged by a slip of the finger. */
function shortcut(letter, button) {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, select, textarea, dialog');
    if (typing || event.key !== letter || event.ctrlKey || event.metaKey || event.altKey || button.hidden) return;
    event.preventDefault();
    button.focus();
  });
}

/** Once the sentence has been scrolled away, its first words and the button stay at the top. */
function compactBar(section, button) {
  const text = h('span', { class: 'text' });
  const mark = h('span', { class: 'mark' });
  const press = h('button', { type: 'button', class: 'primary', onclick: () => button().click() });
  const bar = h('div', { class: 'compact', hidden: true }, mark, text, press);
  document.body.append(bar);
  let matters = false;
  let away = false;
  const show = () => set(bar, 'hidden', !(matters && away));
  new IntersectionObserver(([entry]) => {
    away = !entry.isIntersecting && entry.boundingClientRect.top < 0;
    show();
  }).observe(section);
  const update = (line) => {
    matters = line.incident !== undefined;
    fill(mark, [line.severity, line.mood], () => [line.severity ? badge(line.severity) : icon(iconOf(line.mood))]);
    say(text, line.text.split('. ')[0]);
    set(press, 'hidden', !line.can.acknowledge && !line.can.escalate);
    say(press, line.can.acknowledge ? 'Acknowledge' : 'Escalate');
    show();
  };
  return { bar, update };
}
