import { beyond } from '../../core/message/beyond.ts';
import type { Message } from '../../core/message/message.ts';
import { SEVERITY_WORDS } from '../../core/severity/severity.ts';
import { forHtml } from '../escape.ts';
import type { Button, Fact, Parts } from '../parts.ts';
import { DARK, LIGHT, STYLE } from './style.ts';

/** What stands above the title: the severity in words, or what became of it. */
const STATE = {
  page: (severity: string) => severity,
  update: (severity: string) => `${severity} · update`,
  resolved: () => 'Resolved',
} as const satisfies Record<Message['type'], (severity: string) => string>;

/**
 * The mail as a phone shows it at 3 a.m.: what is broken, one thumb-sized button, then the rest. Tables and inline
 * colours for programs that know nothing else; dark where the reader's is.
 */
export function htmlMail(parts: Parts, { type, severity }: Pick<Message, 'type' | 'severity'>): string {
  const tone = type === 'resolved' ? 'up' : severity === 'P1' ? 'down' : severity === 'P2' ? 'warn' : 'calm';
  const [first, ...others] = parts.buttons;
  const state = STATE[type](severity === null ? 'Incident' : `${SEVERITY_WORDS[severity]} (${severity})`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${forHtml(parts.subject)}</title>
<style>${DARK}</style>
</head>
<body class="ground" style="${STYLE.body}">
<div style="${STYLE.preview}">${forHtml(parts.summary)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="ground" style="${STYLE.ground}"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="card" style="${STYLE.card}">
<tr><td class="${tone}" style="${STYLE.band}background:${LIGHT[tone]}">${forHtml(state)}</td></tr>
<tr><td style="${STYLE.inner}">
<h1 class="ink" style="${STYLE.title}">${forHtml(untagged(parts.subject, severity))}</h1>
${words(parts, state, severity)}
${first ? button(first, 'first', STYLE.first) : ''}${others.map((other) => button(other, 'other', STYLE.other)).join('')}
${parts.facts.map(fact).join('\n')}
${parts.link === undefined ? '' : `<p class="rule" style="${STYLE.foot}"><a class="link" style="${STYLE.link}" href="${forHtml(parts.link)}">Timeline, people and answers</a></p>`}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

/** What the band and the title have not said. */
function words({ subject, summary }: Parts, state: string, severity: Message['severity']): string {
  const told = `${state}: ${untagged(subject, severity).replace(': ', ', ')}. `;
  const rest = summary.startsWith(told) ? summary.slice(told.length) : beyond({ title: subject, summary, severity });
  return rest === '' ? '' : `<p class="ink" style="${STYLE.text}">${lines(rest)}</p>`;
}

/** The band above has said how bad it is. */
const untagged = (subject: string, severity: string | null): string =>
  severity === null ? subject : subject.replace(`${severity} `, '');

/** A table per button: the whole of it is the target, in Outlook too. */
const button = ({ label, href }: Button, name: string, style: string): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px"><tr><td class="${name}" align="center" style="${STYLE.button}${style}"><a class="${name}" style="${STYLE.label}${style}" href="${forHtml(href)}">${forHtml(label)}</a></td></tr></table>`;

function fact({ label, text, href, isCommand }: Fact): string {
  const shown = isCommand
    ? `<pre class="code ink" style="${STYLE.code}">${forHtml(text)}</pre>`
    : `<p class="ink" style="${STYLE.fact}">${href ? `<a class="link" style="${STYLE.link}" href="${forHtml(href)}">${lines(text)}</a>` : lines(text)}</p>`;
  const beside =
    isCommand && href
      ? `<p style="${STYLE.fact}"><a class="link" style="${STYLE.link}" href="${forHtml(href)}">${forHtml(href)}</a></p>`
      : '';
  return `<p class="soft" style="${STYLE.name}">${forHtml(label)}</p>${shown}${beside}`;
}

const lines = (text: string): string => forHtml(text).replace(/\n/g, '<br>');
