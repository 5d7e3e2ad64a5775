import { readdir, readFile } from 'node:fs/promises';

/** Where the package has its runbook, whatever the current directory is. */
export const RUNBOOK = new URL('../../docs/runbook/', import.meta.url);

export interface RunbookPage {
  readonly title: string;
  readonly html: string;
}

/** A page by its name, `index` for the first one; only what the folder lists is read, so no name can lead elsewhere. */
export async function readRunbook(name: string): Promise<RunbookPage | undefined> {
  const file = name === 'index' ? 'README.md' : `${name}.md`;
  if (name === 'README' || !(await readdir(RUNBOOK)).includes(file)) return undefined;
  const text = await readFile(new URL(file, RUNBOOK), 'utf8');
  return { title: /^# (.*)/.exec(text)?.[1] ?? name, html: await render(text) };
}

/**
 * HTML of a page. Markup inside it, pictures and links that lead neither to the web nor to another page are text: the
 * pages are ours, and stay harmless whoever edits them. The library is loaded with the first page that somebody reads.
 */
export async function render(markdown: string): Promise<string> {
  const { Marked } = await import('marked');
  const renderer = new Marked({
    renderer: {
      html: ({ text }) => escaped(text),
      image: ({ text }) => escaped(text),
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const to = addressOf(href);
        return to === undefined ? text : `<a href="${escaped(to)}">${text}</a>`;
      },
      heading({ tokens, depth, text }) {
        const id = text.toLowerCase().replace(/[^\w]+/g, '-');
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
    },
  });
  return renderer.parse(markdown, { async: false });
}

function addressOf(href: string): string | undefined {
  const page = /^([\w-]+)\.md$/.exec(href)?.[1];
  if (page !== undefined) return page === 'README' ? '/runbook' : `/runbook/${page}`;
  return /^(https?:\/\/|#)/.test(href) ? href : undefined;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
