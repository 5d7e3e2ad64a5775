import { describe, expect, it } from '@jest/globals';
import { inGsm, septetsOf } from '../../../src/channels/sms/gsm.ts';

describe('the alphabet of SMS', () => {
  it.each([
    ['P1 shop: down @ 14:02', 21],
    ['Zürich ñ Ω €', 13],
    ['{a}', 5],
    ['…', undefined],
    ['a\tb', undefined],
    ['🔥', undefined],
  ])('%j takes %s septets', (text, septets) => {
    expect(septetsOf(text)).toBe(septets);
  });

  it.each([
    ['“shop” – it’s down…', '"shop" - it\'s down...'],
    ['Zürich, Łódź', 'Zürich, Łódź'],
    ['Timișoara → Bălți', 'Timisoara -> Balti'],
    ['Café ê', 'Café e'],
    ['停止 … 14:02', '停止 … 14:02'],
    ['shop 🔥…', 'shop 🔥…'],
  ])('%j is sent as %j', (text, sent) => {
    expect(inGsm(text)).toBe(sent);
  });
});
