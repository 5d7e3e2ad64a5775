import { describe, expect, it } from '@jest/globals';
import { SEVERITIES } from '../../../src/core/severity/severity.ts';
import { sentOf } from '../../support/sent.ts';

describe('what a message says', () => {
  it.each(SEVERITIES)('of %s: in every form, the page, the news and the end', async (severity) => {
    const sent = await sentOf(severity);
    expect(sent.map(({ type }) => type)).toEqual(['page', 'update', 'resolved']);
    expect(
      sent.map(({ title, text, summary, short, spoken, details }) => ({
        title,
        text,
        summary,
        short,
        spoken,
        details,
      })),
    ).toMatchSnapshot();
  });
});
