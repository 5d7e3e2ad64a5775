import { expect, it } from '@jest/globals';
import type { Outbox, OutboxReader } from '../../src/core/ports.ts';
import { someMessage } from './store-samples.ts';

export function outboxContract(open: () => Promise<Outbox & OutboxReader>): void {
  it('shows messages newest first', async () => {
    const outbox = await open();
    expect(await outbox.recent(5)).toEqual([]);
    await outbox.put(someMessage());
    await outbox.put(someMessage({ title: 'later' }));
    expect(await outbox.recent(5)).toEqual([someMessage({ title: 'later' }), someMessage()]);
    expect((await outbox.recent(1)).map((message) => message.title)).toEqual(['later']);
  });

  it('keeps the last 500', async () => {
    const outbox = await open();
    for (let n = 1; n <= 503; n++) await outbox.put(someMessage({ title: `${n}` }));
    const kept = await outbox.recent(1_000);
    expect([kept.length, kept.at(0)?.title, kept.at(-1)?.title]).toEqual([500, '503', '4']);
  });
}
