import { you } from './who.js';

/** Asks; the answer, or an error with the server's own sentence. */
async function ask(method, path, body) {
  const init = body
    ? { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    : { method };
  const response = await fetch(path, { ...init, cache: 'no-store' }).catch(() => {
    throw new Error('Tocsin cannot be reached: nothing was changed. Try again, or use the phone.');
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `Tocsin answered ${response.status}`);
  return answer;
}

export const get = (path) => ask('GET', path);

/** An answer of the person who sits here; asks who that is where it is not known yet. `null`: thought better of it. */
export async function answer(method, path, body = {}) {
  const by = await you();
  return by === null ? null : ask(method, path, { ...body, by });
}

/** Something that no person has to stand for: the demo's buttons. */
export const send = (path, body = {}) => ask('POST', path, body);

/** A button that does something: not twice at once, and what came of it is told to `tell(text, isError)`. */
export function doing(button, tell, act) {
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    try {
      const reply = await act();
      if (reply) tell(reply.text ?? 'done', false);
    } catch (error) {
      tell(error.message, true);
    } finally {
      button.removeAttribute('aria-busy');
    }
  });
  return button;
}
