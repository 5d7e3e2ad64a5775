import { deadline } from '../../wire/deadline.ts';
import type { Inspected } from '../container.ts';
import { nameOf, shortId } from '../container.ts';
import { filesOf, typed } from '../files.ts';
import { type Image, imageOf, oneImage, tag, tagIn, versionOf } from '../image.ts';
import { lookAt } from '../look.ts';
import { failureOf, unlike } from '../same.ts';
import { targetOf } from '../service.ts';
import type { Action, Stage } from './act.ts';
import { boundTo, hasMoved, MOVED } from './bound.ts';
import { standing } from './standing.ts';
import { untouchable } from './untouchable.ts';
import { LEAST, SLOW, upWords, WHOLE } from './up.ts';

/**
 * Puts the last healthy image back: its id is given the name that the project's files use, and the service is made anew from
 * that. An override file would do it too, but stay behind: in the labels of the containers, and in the way of the next
 * `up` by hand. With the name, files and labels stay whose they are, and the next `pull` or `build` is the next deploy.
 */
export const rollback: Action = {
  undoes: true,
  async plan(stage) {
    const { engine, ref } = stage;
    const seen = await look(stage);
    if ('why' in seen) return { is: 'refused', why: seen.why };
    const { containers, reference, words } = seen;
    const target = stage.chosen(seen.id);
    if (target.is === 'refused') return target;
    if (target.from !== seen.id)
      return { is: 'refused', why: 'what runs now is not what failed: somebody changed it meanwhile' };
    const [now, wanted] = await Promise.all([imageOf(engine, target.from), imageOf(engine, target.to)]);
    if ('why' in wanted) return { is: 'refused', why: wanted.why };
    if (!wanted.image) return { is: 'refused', why: PRUNED };
    const current: Image = ('image' in now && now.image) || { Id: target.from };
    return {
      is: 'planned',
      intent: stage.intentOf({
        summary: `roll ${ref.service} back: image ${versionOf(current, reference)} → ${versionOf(wanted.image, reference)}`,
        target: targetOf(ref),
        difference: [
          `image: ${described(current)} → ${described(wanted.image)}`,
          typed(['tag', shortId(target.to), reference]),
          typed(upWords(words, ref.service, containers.length, '--force-recreate')),
        ],
        facts: { ...boundTo(containers), count: containers.length, from: target.from, to: target.to, reference },
      }),
    };
  },
  async apply(intent, stage) {
    const { engine, ref, compose } = stage;
    const { facts } = intent;
    const whole = deadline(WHOLE);
    const before = await lookAt(engine, ref);
    if ('why' in before) return { is: 'refused', why: before.why };
    if (before.containers.length > 0 && before.containers.every(({ Image: id }) => id === facts.to))
      return { is: 'applied' };
    if (hasMoved(before.containers, intent)) return { is: 'refused', why: MOVED };
    const seen = await look(stage);
    if ('why' in seen) return { is: 'refused', why: seen.why };
    const { containers, words, name, reference } = seen;
    if (hasMoved(containers, intent) || reference !== facts.reference) return { is: 'refused', why: MOVED };
    if (whole.left() < LEAST) return { is: 'refused', why: SLOW };
    const named = await tag(engine, String(facts.to), name);
    if (named.is !== 'applied') return named;
    const ran = await compose(upWords(words, ref.service, containers.length, '--force-recreate'), whole.left());
    // From the name on something has been changed, whatever became of the rest.
    return ran.is === 'ended' && ran.code === 0 ? { is: 'applied' } : { is: 'unknown', why: failureOf(ran) };
  },
  async verify({ facts }, { engine, ref }) {
    const seen = await lookAt(engine, ref);
    if ('why' in seen) return { is: 'pending', text: seen.why };
    const { containers } = seen;
    const { length } = containers;
    if (length < Number(facts.count))
      return { is: 'pending', text: `there are ${length} of ${facts.count} containers` };
    const other = containers.find(({ Image: id }) => id !== facts.to);
    return other ? { is: 'pending', text: `${nameOf(other)} does not run what was put back` } : standing(containers);
  },
};

const PRUNED = 'the last healthy image is no longer on this machine: somebody pruned it';

/** What runs, its name in the files, and by which words it is made anew; or why it may not be. */
async function look({ engine, ref, compose }: Stage): Promise<Seen | { readonly why: string }> {
  const seen = await lookAt(engine, ref);
  if ('why' in seen) return seen;
  const { containers } = seen;
  const against = untouchable(containers);
  if (against !== undefined) return { why: against };
  const runs = oneImage(containers);
  if ('why' in runs) return runs;
  const name = tagIn(runs.reference);
  if (!name) return { why: `its files name one image for ever (${runs.reference}): change that there` };
  const files = filesOf(ref, containers);
  if ('why' in files) return files;
  const differs = await unlike(compose, ref, files.words, containers);
  return differs === undefined ? { containers, ...runs, name, words: files.words } : { why: differs };
}

interface Seen {
  readonly containers: readonly Inspected[];
  readonly id: string;
  readonly reference: string;
  readonly name: { readonly repo: string; readonly tag: string };
  readonly words: readonly string[];
}

const described = ({ Id, Created }: Image): string =>
  `${shortId(Id)}${Created === undefined ? '' : ` of ${Created.slice(0, 16).replace('T', ' ')}`}`;
