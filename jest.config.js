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
};

/** Tests against servers from Debian's packages: not part of `npm test`. */
const SERVERS = '\\.servers\\.test\\.ts$';
/** Tests that watch the clock, or start real processes and browsers: one at a time, in a run of their own. */
const ALONE = '\\.(timing|process|browser)\\.test\\.ts$';

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
      testPathIgnorePatterns: ['/node_modules/', ALONE, SERVERS],
    },
    { ...shared, displayName: 'servers', testRegex: [SERVERS], testPathIgnorePatterns: ['/node_modules/'] },
    { ...shared, displayName: 'alone', testRegex: [ALONE], testPathIgnorePatterns: ['/node_modules/'] },
  ],
};
