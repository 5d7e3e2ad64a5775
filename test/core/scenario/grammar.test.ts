import { describe, expect, it } from '@jest/globals';
import { grammarOf } from '../../../src/core/scenario/grammar.ts';

const grammar = grammarOf([
  'nobody is paged',
  'PERSON is paged at MOMENT [on CHANNEL]',
  'PERSON is paged COUNT',
  'PERSON is paged [on CHANNEL] [within DURATION]',
  'severity becomes SEVERITY [because TEXT]',
  'the incident closes [within DURATION]',
]);

describe('what can be said', () => {
  it.each([
    ['nobody is paged', 'nobody is paged', {}],
    ['devops-1 is paged', 'PERSON is paged [on CHANNEL] [within DURATION]', { person: 'devops-1' }],
    ['ada is paged within 2m', 'PERSON is paged [on CHANNEL] [within DURATION]', { person: 'ada', duration: '2m' }],
    [
      'ada is paged on call within 2m',
      'PERSON is paged [on CHANNEL] [within DURATION]',
      { person: 'ada', channel: 'call', duration: '2m' },
    ],
    [
      'ada is paged at 14:01 on call',
      'PERSON is paged at MOMENT [on CHANNEL]',
      { person: 'ada', moment: '14:01', channel: 'call' },
    ],
    ['ada is paged 3 times', 'PERSON is paged COUNT', { person: 'ada', count: '3 times' }],
    ['ada is paged twice.', 'PERSON is paged COUNT', { person: 'ada', count: 'twice' }],
    [
      '  Severity becomes  P1 because all of it is gone',
      'severity becomes SEVERITY [because TEXT]',
      { severity: 'P1', text: 'all of it is gone' },
    ],
    ['incident closes within 5m', 'the incident closes [within DURATION]', { duration: '5m' }],
    ['the incident closes', 'the incident closes [within DURATION]', {}],
  ])('reads "%s"', (sentence, pattern, words) => {
    expect(grammar.read(sentence)).toEqual({ pattern, words });
  });

  it.each([
    ['ada was paged within 2m', 'PERSON is paged [on CHANNEL] [within DURATION]'],
    ['the incident closed within 5m', 'the incident closes [within DURATION]'],
    ['nobody gets paged', 'nobody is paged'],
    ['severity became P1', 'severity becomes SEVERITY [because TEXT]'],
  ])('does not understand "%s", and knows what was meant', (sentence, meant) => {
    expect(grammar.read(sentence)).toBeUndefined();
    expect(grammar.nearest(sentence)).toBe(meant);
  });
});
