import { describe, expect, it } from '@jest/globals';
import { packagesLoadedBy } from '../support/loads.ts';

describe('what importing every kind of check loads', () => {
  it('is small: browser, SQL and other heavy libraries wait until a monitor needs them', async () => {
    expect(await packagesLoadedBy('src/probes/index.ts')).toEqual(['jsonpath-rfc9535', 'zod']);
  });

  it('is nothing for the step that runs them: its ports are given to it', async () => {
    expect(await packagesLoadedBy('functions/probe.ts')).toEqual([]);
  });
});
