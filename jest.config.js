// ESM mode: Node loads the modules, swc only strips the types.
const shared = {
  testEnvironment: '<rootDir>/test/support/environment.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
  setupFiles: ['<rootDir>/test/support/seed.ts'],
  // What `npm pack` leaves here is a package of the same name.
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/** Tests against servers from Debian's packages: not part of `npm test`. */
const SERVERS = '\\.servers\\.test\\.ts$';
/** Tests against an emulated AWS from PyPI: not part of `npm test`. */
const AWS = '\\.aws\\.test\\.ts$';
/** Tests of the packed package in a project of its own, which need a registry: not part of `npm test`. */
const PACKED = '\\.packed\\.test\\.ts$';
/** Tests that watch the clock, or count the browsers on this machine: one at a time, in a run of their own. */
const ALONE = '\\.timing\\.test\\.ts$|test/probes/.*\\.browser\\.test\\.ts$';
/** Tests that start real processes and mostly wait for them: a core each, in a run of their own. */
const PROCESSES = '\\.process\\.test\\.ts$|test/(process|web)/.*\\.browser\\.test\\.ts$';

export default {
  // By itself jest leaves a core idle, which of two is half.
  maxWorkers: '100%',
  // No test is wrong because the machine is busy; those that watch the clock say so themselves.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'tests',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ALONE, PROCESSES, SERVERS, AWS, PACKED],
    },
    { ...shared, displayName: 'aws', testRegex: [AWS], testPathIgnorePatterns: ['/node_modules/'] },
    { ...shared, displayName: 'packed', testRegex: [PACKED], testPathIgnorePatterns: ['/node_modules/'] },
    { ...shared, displayName: 'servers', testRegex: [SERVERS], testPathIgnorePatterns: ['/node_modules/'] },
    { ...shared, displayName: 'processes', testRegex: [PROCESSES], testPathIgnorePatterns: ['/node_modules/'] },
    { ...shared, displayName: 'alone', testRegex: [ALONE], testPathIgnorePatterns: ['/node_modules/'] },
  ],
};
