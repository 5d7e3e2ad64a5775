import { describe, expect, it } from '@jest/globals';
import { parseDocument } from 'htmlparser2';
import { forHtml, oneLine, webLink } from '../../src/channels/escape.ts';
import { NAUGHTY } from '../support/naughty.ts';

describe('text for HTML', () => {
  it.each(NAUGHTY)('%j is text and nothing else, between tags and in an attribute', (text) => {
    const [element, ...others] = parseDocument(`<p title="${forHtml(text)}">${forHtml(text)}</p>`).children;
    expect(others).toEqual([]);
    const { attribs, children } = element as unknown as { attribs: object; children: { type: string; data: string }[] };
    expect(attribs).toEqual({ title: text });
    expect(children.map(({ type }) => type)).toEqual(text === '' ? [] : ['text']);
    expect(children.map(({ data }) => data).join('')).toBe(text);
  });
});

describe('one line', () => {
  it.each(NAUGHTY)('%j is one, with nothing that a screen would obey', (text) => {
    expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
  });

  it('shows what it does not obey', () => {
    expect(oneLine(' a\r\n b\u200b ')).toBe('a b\\u200b');
  });
});

describe('links', () => {
  it.each([
    ['https://tocsin.example.com/a/1?x=1&y=2#z', true],
    ['http://127.0.0.1:4780/', true],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['https://a.example/"><b>', false],
    ['https://a.example/\nx', false],
    ['//a.example', false],
    [undefined, false],
  ])('%j may be followed: %s', (href, may) => {
    expect(webLink(href)).toBe(may ? href : undefined);
  });
});
