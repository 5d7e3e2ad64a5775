import { imageParts } from '../diagnosis/image.ts';
import { type Inspected, shortId } from './container.ts';
import { type Engine, messageIn, read } from './engine.ts';

/** An image as `GET /images/{name}/json` has it, as far as it is looked at. */
export interface Image {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly Created?: string;
}

/** An image of this machine by its id or its name; `undefined` where it has none such. */
export async function imageOf(
  engine: Engine,
  name: string,
): Promise<{ readonly image?: Image } | { readonly why: string }> {
  const answer = await engine.get(`${pathOf(name)}/json`);
  if (answer.is === 'answered' && answer.status === 404) return {};
  const got = read<Image>(answer);
  return 'why' in got ? got : { image: got.object };
}

/** What people call an image: the tags that it has under that name, but for `latest`, which says nothing; else its short id. */
export function versionOf({ Id, RepoTags }: Image, reference: string): string {
  const { name } = imageParts(reference);
  const tags = (RepoTags ?? []).map(imageParts).filter((each) => each.name === name && each.version !== 'latest');
  return tags.map(({ version }) => version).join(', ') || shortId(Id);
}

/** A name that can be given to another image, in its parts; `undefined` of one that means one image for ever. */
export function tagIn(reference: string): { readonly repo: string; readonly tag: string } | undefined {
  if (reference.includes('@') || /^(?:sha256:)?[0-9a-f]{12,64}$/.test(reference)) return undefined;
  const { name, version } = imageParts(reference);
  return { repo: name, tag: version };
}

/** The one image that all of them run, and its name in the files; or why there is no such. */
export function oneImage(
  containers: readonly Inspected[],
): { readonly id: string; readonly reference: string } | { readonly why: string } {
  const [first] = containers;
  if (!first) return { why: 'there is no container of it' };
  const id = first.Image;
  const reference = first.Config.Image;
  return containers.every(({ Image, Config }) => Image === id && Config.Image === reference)
    ? { id, reference }
    : { why: 'its containers do not all run the same image: somebody is at work there' };
}

/** Slashes, colons and at signs stand in it as they are, as Docker's own client writes them. */
const pathOf = (name: string): string =>
  `/images/${encodeURIComponent(name).replace(/%(?:2F|3A|40)/g, decodeURIComponent)}`;

/** Gives a name to an image: what the engine did, in the words of a remedy. */
export async function tag(engine: Engine, id: string, to: { readonly repo: string; readonly tag: string }) {
  const answer = await engine.post(`${pathOf(id)}/tag`, to);
  if (answer.is === 'failed')
    return answer.sent === 'no'
      ? ({ is: 'refused', why: `Docker could not be reached: ${answer.why}` } as const)
      : ({ is: 'unknown', why: `Docker did not say what it did: ${answer.why}` } as const);
  if (answer.status < 300) return { is: 'applied' } as const;
  return { is: answer.status >= 500 ? 'unknown' : 'refused', why: messageIn(answer) } as const;
}
