import { enableCompileCache } from 'node:module';

// As bin/tocsin.js does.
enableCompileCache(process.argv[2]);
const began = performance.now();
await import('../../src/probes/index.ts');
await import('../../functions/probe.ts');
console.log(performance.now() - began);
