import { describe, expect, it } from '@jest/globals';
import { SEVERITIES } from '../../src/core/severity/severity.ts';
import { LAYOUTS, layoutsOf, withoutLayout } from '../support/layouts.ts';
import { withCredentials } from '../support/peers/aws.ts';
import { sentOf } from '../support/sent.ts';

withCredentials();

describe('what people see', () => {
  it('is known of every kind but the console, which shows the message itself', () => {
    expect(withoutLayout()).toEqual(['console']);
  });

  describe.each(LAYOUTS)('on %s', (name) => {
    it.each(SEVERITIES)('of %s: the page, the question, the answer, the end', async (severity) => {
      const messages = await sentOf(severity, { remedy: true });
      expect(messages.map(({ type }) => type)).toEqual(['page', 'update', 'update', 'resolved']);
      expect(await layoutsOf(name, messages)).toMatchSnapshot();
    });
  });
});
