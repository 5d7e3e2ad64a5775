import { readdirSync, readFileSync } from 'node:fs';
import { Marked } from 'marked';

const folder = new URL('../../docs/runbook/', import.meta.url);
/** Markup inside Markdown is text: the pages are ours, and stay harmless whoever edits them. */
const markdown = new Marked({
  renderer: { html: ({ text }) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') },
});

export interface RunbookPage {
  readonly title: string;
  readonly html: string;
}

/** Every page of the shipped runbook by its name, `README` as `index`; only these names are served. */
export function readRunbook(): ReadonlyMap<string, RunbookPage> {
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => {
        const text = readFileSync(new URL(name, folder), 'utf8');
        const linked = text.replace(/\]\(([\w-]+)\.md\)/g, '](/runbook/$1)');
        const html = markdown.parse(linked, { async: false });
        return [name === 'README.md' ? 'index' : name.slice(0, -3), { title: /^# (.*)/.exec(text)?.[1] ?? name, html }];
      }),
  );
}
