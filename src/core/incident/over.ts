import type { Incident } from './incident.ts';

/** Nothing happens to it any more: what fails next is a new incident, or opens this one again. */
export const isOver = (incident: Incident): boolean => incident.phase === 'closed' || incident.phase === 'dismissed';
