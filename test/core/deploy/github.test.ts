import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deployTold } from '../../../src/core/deploy/github.ts';
import { MINUTE } from '../../../src/core/time/instant.ts';
import { told } from '../../support/github-deploys.ts';

const section = {
  api: 'https://api.github.com',
  repositories: { 'example/shop': ['backend'] },
  environment: 'production',
};
const AT = '2026-11-02T13:58:00Z';
const NOW = Date.parse(AT) + MINUTE;

describe('what GitHub tells of a deployment', () => {
  it('is a deploy once it succeeded, at that moment, with who did it and where to read about it', () => {
    expect(deployTold(told(42, AT), section, NOW)).toEqual({
      is: 'deploy',
      deploy: {
        id: 'github/example/shop/42',
        at: Date.parse(AT),
        version: 'a84d88e',
        monitors: ['backend'],
        by: 'octocat',
        url: 'https://github.com/example/shop/actions/runs/2',
      },
    });
  });

  it('is called by its tag where it has one', () => {
    expect(deployTold(told(42, AT, 'success', { ref: 'v1.8.3' }), section, NOW)).toMatchObject({
      deploy: { version: 'v1.8.3' },
    });
  });

  it.each([
    ['it is in_progress: a deploy counts once it succeeded', told(42, AT, 'in_progress')],
    ['it went to staging, not to production', told(42, AT, 'success', { environment: 'staging' })],
    ['deploys of other/shop are not listed', { ...told(42, AT), repository: { full_name: 'other/shop' } }],
    ['it is older than a day', told(42, '2026-10-30T13:58:00Z')],
  ])('is none of ours: %s', (why, payload) => {
    expect(deployTold(payload, section, NOW)).toEqual({ is: 'nothing', why });
  });

  it('never lies in the future, whatever clock GitHub has', () => {
    expect(deployTold(told(42, AT), section, Date.parse(AT) - MINUTE)).toMatchObject({
      deploy: { at: Date.parse(AT) - MINUTE },
    });
  });

  it('is read without a throw, whatever it is', () => {
    const any = fc.oneof(
      fc.jsonValue(),
      fc.record({ deployment: fc.jsonValue(), deployment_status: fc.jsonValue(), repository: fc.jsonValue() }),
    );
    fc.assert(fc.property(any, (payload) => expect(deployTold(payload, section, NOW)?.is).not.toBe('deploy')));
  });
});
