import { isAbsolute } from 'node:path';
import { type Inspected, LABELS, labelOf } from './container.ts';
import type { ServiceRef } from './service.ts';

/** The words by which `docker compose` knows a project as whoever began it did: name, folder, files, environment files. */
export interface Files {
  readonly words: readonly string[];
}

/** Of the labels that Compose gave its containers; or why a project cannot be known by them. */
export function filesOf({ project }: ServiceRef, containers: readonly Inspected[]): Files | { readonly why: string } {
  const all = containers.map((each) =>
    [LABELS.folder, LABELS.files, LABELS.environment].map((label) => labelOf(each, label)),
  );
  const [first] = all;
  if (!first || all.some((each) => each.join('\n') !== first.join('\n')))
    return {
      why: 'its containers were not begun from the same files: run `docker compose up -d` once from the right ones',
    };
  const [folder = '', files = '', environment = ''] = first;
  const [configs, environments] = [files, environment].map((text) => text.split(',').filter((each) => each !== ''));
  if (folder === '' || configs!.length === 0)
    return { why: 'its containers do not say from which files they were begun (labels of Compose v2)' };
  // `-`, or an address: what was given to Compose then is not to be had any more.
  const foreign = [folder, ...configs!, ...environments!].find((path) => !isAbsolute(path));
  if (foreign !== undefined) return { why: `it was begun from '${foreign}', which is no file of this machine` };
  return {
    words: [
      ...['compose', '-p', project, '--project-directory', folder],
      ...configs!.flatMap((path) => ['-f', path]),
      ...environments!.flatMap((path) => ['--env-file', path]),
    ],
  };
}

/** What it would run, as one would type it. */
export const typed = (words: readonly string[]): string =>
  ['docker', ...words]
    .map((word) => (/^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
