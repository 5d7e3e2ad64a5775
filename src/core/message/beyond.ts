import type { Message } from './message.ts';

/** What a message says beyond its title, for media that show both one above the other; empty where it says no more. */
export function beyond({ title, summary, severity }: Pick<Message, 'title' | 'summary' | 'severity'>): string {
  const bare = severity !== null && title.startsWith(`${severity} `) ? title.slice(severity.length + 1) : title;
  if (bare === '' || !summary.startsWith(bare)) return summary;
  const rest = summary.slice(bare.length);
  if (rest === '' || rest === '.') return '';
  return rest.startsWith('. ') ? rest.slice(2) : summary;
}
