import { expect, it } from '@jest/globals';
import type { LedgerStore } from '../../src/core/ports.ts';
import { MONDAY } from './plan.ts';

const first = { sent: [{ at: MONDAY, incident: 'shop-1' }], waiting: {} };
const second = { sent: [...first.sent, { at: MONDAY + 1, incident: 'shop-2' }], waiting: {} };

export function ledgerStoreContract(open: () => Promise<LedgerStore>): void {
  it('writes a page of the ledger only onto the version it was made from (I4)', async () => {
    const ledger = await open();
    expect(await ledger.read('ada')).toBeNull();
    expect(await ledger.write('ada', second, 1)).toBe('conflict');
    expect(await ledger.write('ada', first, 0)).toBe('written');
    expect(await ledger.write('ada', second, 0)).toBe('conflict');
    expect(await ledger.read('ada')).toEqual({ page: first, version: 1 });
    expect(await ledger.write('ada', second, 1)).toBe('written');
    expect(await ledger.write('ada', first, 1)).toBe('conflict');
    expect(await ledger.read('ada')).toEqual({ page: second, version: 2 });
    expect(await ledger.read('bob')).toBeNull();
  });
}
