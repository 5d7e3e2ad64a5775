import type { Fact, Parts } from '../parts.ts';

/** What is nothing to see, and splits a word in two for whoever looks for names and numbers. */
const SPLIT = '<!-- -->';

/**
 * Text from outside in GitHub's Markdown: no markup, no link, nobody mentioned, no other issue touched. A backslash
 * keeps markup from being one; names, numbers and addresses are found in what is rendered, so those are split.
 */
export const forMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()<>|~&!+=-]/g, (c) => `\\${c}`)
    .replace(/[@#]/g, (c) => `${c}${SPLIT}`)
    .replace(/:\/\//g, `:${SPLIT}//`)
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}${SPLIT}.`)
    .replace(/\bGH\\-/gi, (gh) => `${gh}${SPLIT}`)
    // At the beginning of a line a number and a dot are a list.
    .replace(/^(\s*\d+)\./gm, '$1\\.')
    .replace(/\n/g, '  \n');

/** The body of an issue or a comment. */
export const markdown = ({ summary, facts, link }: Parts): string =>
  [
    forMarkdown(summary),
    ...facts.map(fact),
    ...(link === undefined ? [] : [`[Timeline, people and answers](${address(link)})`]),
  ].join('\n\n');

const fact = ({ label, text, href, isCommand }: Fact): string => {
  if (isCommand) return `**${forMarkdown(label)}**\n\n${fenced(text)}`;
  const said =
    href === undefined ? forMarkdown(text) : `[${forMarkdown(text || 'link').replace(/\s+/g, ' ')}](${address(href)})`;
  return `**${forMarkdown(label)}:** ${said}`;
};

/** More ticks than any row of them inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((row) => row.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${text}\n${fence}`;
}

const address = (href: string): string => href.replace(/[()\\]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
