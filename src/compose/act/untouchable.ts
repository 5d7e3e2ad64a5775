import { hostname } from 'node:os';
import { type Inspected, labelOf, nameOf } from '../container.ts';

/** What a team writes on a service that no remedy is to touch. */
const OPT_OUT = 'tocsin.dev/remedies';
/** With these the engine itself starts again what ended by itself. */
const ALWAYS: ReadonlySet<string> = new Set(['always', 'unless-stopped']);

/** Why containers are not to be changed, whatever the remedy; `undefined` where nothing speaks against it (G4). */
export function untouchable(containers: readonly Inspected[]): string | undefined {
  if (containers.length === 0) return 'there is no container of it: somebody took it down';
  return forbidden(containers) ?? stoppedIn(containers);
}

/** Why somebody does not want any of them touched. */
export function forbidden(containers: readonly Inspected[]): string | undefined {
  if (containers.some((each) => labelOf(each, OPT_OUT) === 'never'))
    return `its label ${OPT_OUT}: never says that no remedy may touch it`;
  const paused = containers.find(({ State: { Status } }) => Status === 'paused');
  if (paused) return `${nameOf(paused)} is paused: whoever paused it is at work there`;
  const own = containers.find(isOurs);
  return own && `Tocsin itself runs in ${nameOf(own)}`;
}

function stoppedIn(containers: readonly Inspected[]): string | undefined {
  const stopped = containers.find(isStopped);
  return stopped && `${nameOf(stopped)} was stopped by hand: its restart policy would have started it again otherwise`;
}

/** It ended, and what would start it again was told not to. */
export const isStopped = ({ State: { Status }, HostConfig }: Inspected): boolean =>
  Status === 'exited' && ALWAYS.has(HostConfig?.RestartPolicy?.Name ?? '');

/** A container's own host name is the beginning of its id, unless somebody gave it another one. */
export const isOurs = ({ Id }: Inspected): boolean => /^[0-9a-f]{12}/.test(hostname()) && Id.startsWith(hostname());
