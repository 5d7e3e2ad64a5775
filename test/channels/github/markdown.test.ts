import { describe, expect, it } from '@jest/globals';
import { marked, type Token } from 'marked';
import { forMarkdown, markdown } from '../../../src/channels/github/markdown.ts';
import { NAUGHTY } from '../../support/naughty.ts';

/** Every kind of token in it, but for those of text, and the comments that split words. */
const kindsIn = (source: string): ReadonlySet<string> => {
  const kinds = new Set<string>();
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === 'html' && /^(<!-- -->)+$/.test(token.raw)) continue;
      kinds.add(token.type);
      walk(('tokens' in token && token.tokens) || []);
    }
  };
  walk(marked.lexer(source));
  return kinds;
};
const HARMLESS = new Set(['paragraph', 'text', 'escape', 'br', 'space', 'code']);

describe('text from outside in Markdown', () => {
  it.each([
    ...NAUGHTY,
    '# head',
    '1. one\n2. two',
    '- a\n* b\n+ c',
    '> quote',
    '---',
    'a | b\n--|--\nc | d',
    '![](https://evil.example/x.png) [x](javascript:alert(1))',
    '<details><summary>x</summary></details>',
    'https://evil.example www.evil.example a@evil.example',
    '&lt;b&gt; &copy;',
    '~~gone~~ `code` ```js',
  ])('%j is text and nothing else', (text) => {
    const kinds = kindsIn(`before ${forMarkdown(text)}`);
    expect([...kinds].filter((kind) => !HARMLESS.has(kind))).toEqual([]);
    const alone = kindsIn(`${forMarkdown(text.trim())}.`);
    expect([...alone].filter((kind) => !HARMLESS.has(kind))).toEqual([]);
  });

  it.each(['@ada', '@example/team', '#12', 'example/shop#12', 'GH-12', 'gh-7', 'ada@example.com'])(
    'mentions nobody and no other issue: %s',
    (text) => {
      const seen = forMarkdown(`see ${text}.`).replace(/\\(.)/g, '$1');
      expect(seen).not.toMatch(/@\w|#\d|\bgh-\d/i);
      expect(seen.replaceAll('<!-- -->', '')).toBe(`see ${text}.`);
    },
  );
});

describe('a body', () => {
  const body = (text: string) =>
    markdown({
      subject: '',
      summary: 'down',
      buttons: [],
      facts: [
        { label: 'Run', text, isCommand: true },
        { label: 'Runbook', text: 'status', href: 'https://a.example/x(1)', isCommand: false },
      ],
    });

  it('has the command as it is to be copied, whatever ticks are in it', () => {
    for (const text of ['kubectl get pods', 'echo `date` ```x``` # @ada', '````']) {
      const code = marked.lexer(body(text)).find(({ type }) => type === 'code');
      expect(code).toMatchObject({ lang: 'sh', text });
    }
  });

  it('has links that lead where they should', () => {
    expect(body('x')).toContain('**Runbook:** [status](https://a.example/x%281%29)');
  });
});
