import { describe, expect, it } from '@jest/globals';
import { readReply } from '../../../src/channels/twilio/replies.ts';

describe('a reply to an SMS', () => {
  it.each([
    ['4', { action: 'acknowledge' }],
    [' 4. ', { action: 'acknowledge' }],
    ['4KX7', { action: 'acknowledge', code: 'KX7' }],
    ['4 kx7', { action: 'acknowledge', code: 'KX7' }],
    ['"4 kx7."', { action: 'acknowledge', code: 'KX7' }],
    ['4-ol1', { action: 'acknowledge', code: '011' }],
    ['Ack', { action: 'acknowledge' }],
    ['acknowledged kx7', { action: 'acknowledge', code: 'KX7' }],
    ['6', { action: 'escalate' }],
    ['6#KX7', { action: 'escalate', code: 'KX7' }],
    ['ESCALATE KX7', { action: 'escalate', code: 'KX7' }],
  ])('%j means %j', (text, meant) => {
    expect(readReply(text)).toEqual(meant);
  });

  it.each([
    '',
    '1',
    '44',
    '46',
    '4 four',
    '4KX',
    "I'm driving right now. Reply 4 to reach me",
    'approve KX7',
    '5KX7',
    'ok',
    'STOP',
    '4 KX7 KX8',
    'not 4',
    `4${' '.repeat(1_500)}x x`,
  ])('%j means nothing: it is not answered, so that two machines never talk', (text) => {
    expect(readReply(text)).toBeUndefined();
  });
});
