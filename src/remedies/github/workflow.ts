import * as z from 'zod';
import type { GitHub, Place } from '../../github/api.ts';
import { read } from './runs.ts';

export interface Wanted extends Place {
  readonly branch: string;
  readonly 'key-input'?: string | undefined;
}

/** Why GitHub would not start the workflow, or a run of it could not be told from others; `undefined` where nothing is seen. */
export async function unstartable(github: GitHub, wanted: Wanted): Promise<string | undefined> {
  const { workflow, branch } = wanted;
  const [about, text] = await Promise.all([
    github.get(`actions/workflows/${encodeURIComponent(workflow)}`),
    github.get(`contents/.github/workflows/${workflow}?ref=${encodeURIComponent(branch)}`, RAW),
  ]);
  const state = read(about, z.object({ state: z.string() }), (found) => found.state);
  if (state.is !== 'seen') return state.why;
  if (state.seen !== 'active') return `${workflow} is ${STATES[state.seen] ?? state.seen}: enable it in GitHub`;
  // Its text is only to be had with `contents: read`, which the remedy does not need.
  return text.is === 'got' ? lacking(text.text, wanted) : undefined;
}

const RAW = 'application/vnd.github.raw+json';

const STATES: Readonly<Record<string, string>> = {
  deleted: 'deleted',
  disabled_fork: 'disabled, as workflows of forks are',
  disabled_inactivity: 'disabled, since nothing happened in its repository for long',
  disabled_manually: 'disabled by somebody',
};

function lacking(text: string, { workflow, branch, 'key-input': input }: Wanted): string | undefined {
  const yaml = text.replace(/(^|\s)#.*$/gm, '');
  if (!/\bworkflow_dispatch\b/.test(yaml))
    return `${workflow} has no workflow_dispatch on ${branch}: GitHub would not start it`;
  const isNamed = input === undefined || (/^run-name\s*:/m.test(yaml) && yaml.includes(input));
  return isNamed
    ? undefined
    : `${workflow} has no run-name with inputs.${input} on ${branch}: its run could not be told from others`;
}
