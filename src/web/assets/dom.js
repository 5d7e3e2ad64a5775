/** Builds an element. Text goes in as text, never as markup, whatever it holds. `on…` are listeners, the rest attributes. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The same for SVG; attributes only. */
export function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** Sets text only where it differs: no needless work for the browser or a screen reader. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Sets or removes an attribute only where it differs. */
export function set(node, name, value) {
  if (value === undefined || value === null || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

/** Replaces the children where the value behind them changed. */
export function fill(node, value, make) {
  const key = JSON.stringify(value);
  if (memory.get(node) === key) return;
  memory.set(node, key);
  node.replaceChildren(...[make(value)].flat().filter(Boolean));
}
const memory = new WeakMap();

/**
 * Keeps one child per item: those that stay are updated in place, so that focus and open details survive.
 * `make(item)` gives `{ node, update(item) }`; an item that is the same object as before is left alone.
 */
export function keyed(parent, items, keyOf, make) {
  const entries = lists.get(parent) ?? new Map();
  lists.set(parent, entries);
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const keys = new Set(items.map(keyOf));
  for (const [key, entry] of entries) {
    if (keys.has(key)) continue;
    entry.node.remove();
    entries.delete(key);
  }
  for (const [i, item] of items.entries()) {
    const key = keyOf(item);
    let entry = entries.get(key);
    if (!entry) {
      entry = make(item);
      entries.set(key, entry);
    }
    if (entry.item !== item) {
      entry.item = item;
      entry.update(item);
    }
    if (parent.children[i] !== entry.node) parent.insertBefore(entry.node, parent.children[i] ?? null);
  }
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}
const lists = new WeakMap();

/** A panel: a titled section with a body. */
export function panel(id, title, ...children) {
  const heading = h('h2', { id: `${id}-title` }, title);
  return h('section', { class: 'panel', id, 'aria-labelledby': `${id}-title` }, heading, ...children);
}

/** A link only where it leads to the web: anything else stays text. */
export function link(href, text) {
  const safe = URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
  return safe ? h('a', { href, rel: 'noreferrer noopener', target: '_blank' }, text) : h('span', {}, href);
}

/** Names to choose from in a `<select>`; the empty first one says `none`. What is chosen stays chosen. */
export function choices(select, names, none) {
  keyed(
    select,
    ['', ...names],
    (name) => name,
    () => {
      const node = h('option', {});
      return {
        node,
        update: (name) => {
          node.value = name;
          say(node, name || none);
        },
      };
    },
  );
}
