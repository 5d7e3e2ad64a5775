import { openTable } from '../src/adapters/aws/open.ts';
export const handler = () => openTable({ name: 'x' });
