import { describe, expect, it } from '@jest/globals';
import { jsm } from '../../../src/channels/jsm.ts';
import { SECRET } from '../../support/channel-contract.ts';
import { examined } from '../../support/examined.ts';
import { JsmPeer } from '../../support/peers/jsm.ts';
import { kept } from '../../support/peers/kept.ts';

const keep = kept();

describe('what the doctor finds of jsm', () => {
  it('is whether the key is taken; no alert is made', async () => {
    const peer = (await keep(new JsmPeer().open())) as JsmPeer;
    const endpoint = `${peer.url}/v2`;
    expect(await examined(jsm as never, { 'api-key': peer.key, endpoint })).toEqual([
      'ok: JSM takes the key',
      'note: only a message can tell whether its integration may make alerts, and whom they ring',
    ]);
    expect(await examined(jsm as never, { 'api-key': SECRET, endpoint })).toEqual([
      'problem: JSM: answered 401: the credentials are refused',
    ]);
    peer.settle();
    expect(peer.alerts).toEqual([]);
  });

  it('says when JSM cannot be asked', async () => {
    expect(await examined(jsm as never, { 'api-key': SECRET, endpoint: 'http://127.0.0.1:1' })).toEqual([
      'problem: JSM cannot be asked: connection refused',
    ]);
  });
});
