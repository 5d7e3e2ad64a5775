import { derived } from '../../scripts/derived.ts';

console.log(JSON.stringify(derived()));
