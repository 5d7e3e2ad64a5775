import { fill, h, keyed, link, panel, say, set } from './dom.js';
import { badge } from './icons.js';
import { setMoment } from './time.js';

const TYPES = { page: 'page', update: 'news', resolved: 'resolved' };

/** The messages that the console channel was given, newest first: what people would have been sent. */
export function outbox() {
  const list = h('ul', { class: 'outbox' });
  const empty = h('p', { class: 'note' }, 'No message has been sent.');
  const update = (all) => {
    set(empty, 'hidden', all.length > 0);
    // A repeat carries the same key: the moment tells the two apart.
    keyed(list, all, (message) => `${message.key}/${message.at}`, message);
  };
  return { section: panel('outbox', 'Messages', list, empty), update };
}

function message(first) {
  const [at, to, text] = [h('time', {}), h('span', { class: 'note' }), h('p', { class: 'words' })];
  const page = h('p', { class: 'note' });
  const kind = h('span', { class: 'tag' });
  return {
    node: h('li', {}, h('div', { class: 'from' }, badge(first.severity), kind, to, at), text, page),
    update: (one) => {
      setMoment(at, one.at);
      say(kind, `${TYPES[one.type] ?? one.type}${one.repeat ? ', repeat' : ''}`);
      say(to, `${one.person}, ${one.channel}`);
      // The words without their link: it stands below, to be followed.
      say(text, one.summary ?? one.text);
      const href = one.offers?.find((offer) => offer.href)?.href;
      set(page, 'hidden', !href);
      fill(page, href, () => (href ? link(href, `${one.person}'s page to answer`) : null));
    },
  };
}
