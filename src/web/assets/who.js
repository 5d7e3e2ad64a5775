import { choices, h } from './dom.js';

const KEY = 'tocsin.you';
let known = [];

/** Remembered in this browser; a browser that does not let us simply asks again. */
function remembered() {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return chosen;
  }
}
let chosen = '';
function remember(name) {
  chosen = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Private windows may refuse; then it holds until the page is closed.
  }
  show();
}

const select = h('select', { id: 'you', onchange: () => remember(select.value) });
/** `You are: [devops-1]`. */
export const whoBox = h('label', { class: 'you', for: 'you' }, h('span', {}, 'You are'), select);

/** The people of the config, as the status names them. */
export function setPeople(names) {
  known = names;
  show();
}
export const people = () => known;

function show() {
  const me = remembered();
  choices(select, [...known, ...(me && !known.includes(me) ? [me] : [])], 'choose …');
  if (document.activeElement !== select) select.value = me;
}

/** The name that answers are given in; asks with a dialog where it is not known. `null` where the dialog was closed. */
export const you = async () => remembered() || (await askWho());

function askWho() {
  const other = h('input', { type: 'text', maxlength: 100, 'aria-label': 'Another name', placeholder: 'Another name' });
  const pick = (name) => {
    remember(name);
    dialog.close(name);
  };
  const form = h(
    'form',
    {
      class: 'other',
      onsubmit: (event) => {
        event.preventDefault();
        if (other.value.trim()) pick(other.value.trim());
      },
    },
    other,
    h('button', { type: 'submit' }, 'Use'),
  );
  let resolve;
  const dialog = h(
    'dialog',
    {
      class: 'ask',
      'aria-labelledby': 'ask-title',
      onclose: () => {
        resolve(dialog.returnValue || null);
        dialog.remove();
      },
    },
    h('h2', { id: 'ask-title' }, 'Who are you?'),
    h('p', { class: 'note' }, 'Your answer is recorded under this name. This browser remembers it.'),
    h(
      'div',
      { class: 'names' },
      ...known.map((name) => h('button', { type: 'button', onclick: () => pick(name) }, name)),
    ),
    form,
    h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close('') }, 'Cancel'),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((chosenBy) => {
    resolve = chosenBy;
  });
}
