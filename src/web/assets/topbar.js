import { h, say, set } from './dom.js';
import { exact } from './time.js';
import { whoBox } from './who.js';

/** The name, whether what is shown is fresh, and who sits here. A lost line is said in a banner, never a silent freeze. */
export function topbar(main, isConsole) {
  const line = h(
    'span',
    { class: 'line' },
    h('span', { class: 'dot', 'aria-hidden': 'true' }),
    h('span', { class: 'word' }, 'connecting'),
  );
  const name = h('span', { class: 'system' });
  const mark = h('a', { href: '/', class: 'mark', title: 'The console' }, isConsole ? 'Tocsin' : '← Tocsin');
  const bar = h('header', { class: 'topbar' }, mark, name, line, whoBox);
  const banner = h('div', { class: 'stale', role: 'alert', hidden: true });
  main.before(bar, banner);
  return {
    name: (text) => say(name, text),
    line: ({ ok, since }) => {
      say(line.querySelector('.word'), ok ? 'live' : 'no news');
      set(line, 'data-ok', String(ok));
      document.body.classList.toggle('is-stale', !ok);
      set(banner, 'hidden', ok);
      say(
        banner,
        ok
          ? ''
          : `No news from Tocsin since ${since ? exact(since) : 'this page was opened'} - this page is stale. Trying again.`,
      );
      if (!ok) document.title = `(stale) ${document.title.replace('(stale) ', '')}`;
    },
  };
}
