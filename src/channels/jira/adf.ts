import type { Fact, Parts } from '../parts.ts';

/** A node of the Atlassian Document Format. Text in it is text: no markup can be smuggled in. */
export interface Node {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly Node[];
  readonly content?: readonly Node[];
}

export interface Document {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly Node[];
}

/** Jira takes no longer text, counted as it is written here to be sure. */
const MOST = 32_767;

/** A description or a comment: the sentence, the facts, the command to copy, the link to answer at. The last facts give way. */
export function adf(parts: Parts): Document {
  const whole = document(parts);
  return JSON.stringify(whole).length <= MOST || parts.facts.length === 0
    ? whole
    : adf({ ...parts, facts: parts.facts.slice(0, -1) });
}

const document = ({ summary, facts, link }: Parts): Document => ({
  type: 'doc',
  version: 1,
  content: [
    paragraph(lines(summary)),
    ...facts.flatMap(fact),
    ...(link === undefined ? [] : [paragraph([linked('Timeline, people and answers', link)])]),
  ],
});

const paragraph = (content: readonly Node[]): Node => ({ type: 'paragraph', content });

const fact = ({ label, text, href, isCommand }: Fact): readonly Node[] =>
  isCommand
    ? [
        paragraph([bold(label)]),
        { type: 'codeBlock', attrs: { language: 'shell' }, content: text === '' ? [] : [{ type: 'text', text }] },
      ]
    : [paragraph([bold(`${label}: `), ...(href === undefined ? lines(text) : [linked(text || href, href)])])];

/** Text must not be empty. */
const bold = (text: string): Node => ({ type: 'text', text: text || ' ', marks: [{ type: 'strong' }] });
const linked = (text: string, href: string): Node => ({
  type: 'text',
  text: text.replace(/\n/g, ' '),
  marks: [{ type: 'link', attrs: { href } }],
});

const lines = (text: string): readonly Node[] =>
  text
    .split('\n')
    .flatMap((line, i): readonly Node[] => [
      ...(i > 0 ? [{ type: 'hardBreak' }] : []),
      ...(line === '' ? [] : [{ type: 'text', text: line }]),
    ]);
