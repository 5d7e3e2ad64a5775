import { get } from './api.js';
import { demo } from './demo.js';
import { h, set } from './dom.js';
import { follow } from './feed.js';
import { headline } from './headline.js';
import { incidentList, incidentPanel } from './incident.js';
import { monitors } from './monitors.js';
import { mutes } from './mutes.js';
import { oncall } from './oncall.js';
import { outbox } from './outbox.js';
import { remedies } from './remedies.js';
import { tick } from './time.js';
import { topbar } from './topbar.js';
import { setPeople } from './who.js';

const main = document.getElementById('console');
const panels = document.getElementById('panels');
const isConsole = main.dataset.page === 'console';

const top = topbar(main, isConsole);
const line = headline(document.getElementById('headline'));
const remedyBox = h('div', { class: 'remedies', hidden: true });
document.getElementById('headline').after(remedyBox);
const showRemedies = remedies(remedyBox);
const parts = {
  mutes: mutes(),
  incident: incidentPanel(),
  open: incidentList('open', 'Open incidents', ''),
  past: incidentList('past', 'Past incidents', 'None so far.'),
  oncall: oncall(),
  outbox: outbox(),
  demo: demo(),
};
parts.monitors = monitors((name) => parts.mutes.open(name));

const column = (kind, ...names) => h('div', { class: `column ${kind}` }, ...names.map((name) => parts[name].section));
panels.append(
  column('wide', ...(isConsole ? ['open', 'monitors', 'incident', 'past'] : ['incident', 'monitors'])),
  column('narrow', 'oncall', 'mutes', 'outbox'),
);
if (isConsole) main.append(parts.demo.section);

let [status, detail, known] = [null, null, ''];

/** Shows what is known now; every panel only touches what differs. */
function show() {
  const shown = detail && detail.id === (main.dataset.incident ?? status.headline.incident) ? detail : null;
  line(status, isConsole ? status.headline : (shown?.headline ?? status.headline), shown);
  showRemedies(shown?.phase === 'open' ? shown : null);
  parts.incident.update(shown);
  parts.monitors.update(isConsole || !shown ? status.monitors : status.monitors.filter((m) => m.group === shown.group));
  parts.oncall.update(status.oncall);
  parts.mutes.update(
    status.mutes,
    status.monitors.map(({ name }) => name),
  );
  parts.outbox.update(status.outbox);
  parts.demo.update(status.demo);
  set(parts.open.section, 'hidden', status.incidents.length < 2);
}

/** Incidents are read again when one of them moved. */
async function readIncidents() {
  const id = main.dataset.incident ?? status.headline.incident;
  const key = JSON.stringify([status.versions, id]);
  if (key === known) return;
  known = key;
  try {
    const [one, all] = await Promise.all([
      id ? get(`/api/incidents/${encodeURIComponent(id)}`) : null,
      isConsole ? get('/api/incidents') : { incidents: [] },
    ]);
    detail = one;
    parts.open.update(all.incidents.filter(({ endedAt }) => endedAt === null));
    parts.past.update(all.incidents.filter(({ endedAt }) => endedAt !== null));
    show();
  } catch {
    // The next event tries again; a lost line is said by the banner.
    known = '';
  }
}

const judge = follow((next) => {
  status = next;
  top.name(status.name);
  setPeople(status.people);
  show();
  readIncidents();
}, top.line);

setInterval(() => {
  judge();
  tick();
}, 1_000);
