import { createHash } from 'node:crypto';
import type { Message } from '../../core/message/message.ts';

/**
 * What marks the ticket of an incident: letters and digits that say nothing to others. Of an incident and of where it
 * is shown: two Tocsins that watch systems of one name may share a project.
 */
export function markOf({ thread, link }: Pick<Message, 'thread' | 'link'>): string {
  const place = link !== undefined && URL.canParse(link) ? new URL(link).host : '';
  return `tocsin-${createHash('sha256').update(`${place} ${thread}`).digest('hex').slice(0, 24)}`;
}
