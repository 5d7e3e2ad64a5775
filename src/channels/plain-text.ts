import type { Fact, Parts } from './parts.ts';

/** The message where there is no markup: programs without HTML, watches, terminals. */
export const plainText = ({ summary, facts, buttons, link }: Parts): string =>
  `${[
    summary,
    ...buttons.map(({ label, href }) => `${label}:\n${href}`),
    ...facts.map(fact),
    ...(link === undefined ? [] : [`The incident:\n${link}`]),
  ].join('\n\n')}\n`;

/** A command stands alone on its line, so that it can be copied whole. */
const fact = ({ label, text, href, isCommand }: Fact): string =>
  [isCommand ? `${label}:\n    ${text.replace(/\n/g, '\n    ')}` : `${label}: ${text}`, ...(href ? [href] : [])].join(
    '\n',
  );
