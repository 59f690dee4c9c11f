// How the tests run: TypeScript through swc, every tests/**/*.test.ts, as many at once as there are cores.
/** Packages that are loaded once for all files of a process: they only reckon, and take a quarter of a file's time. */
const outside = '(adaptive-expressions|@microsoft/recognizers-text[a-z-]*)/';
/** With BOT=dist in the environment every bot that a test starts is the built one. */
const built = process.env.BOT === 'dist';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tests/support/environment.cjs',
  // Jest leaves one core free, which on a machine with two makes the run one test file at a time.
  maxWorkers: '100%',
  // No test waits for long; but on a machine that has other work to do everything takes many times as long.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  moduleNameMapper: built ? { '(^|/)bot/app$': '<rootDir>/tests/support/builtBot.cjs' } : {},
  ...(built ? { globalSetup: '<rootDir>/tests/support/freshBuild.ts' } : {}),
  transform: {
    '/dist/bot\\.js$': '<rootDir>/tests/support/wrapped.cjs',
    [`/node_modules/${outside}.*\\.js$`]: '<rootDir>/tests/support/outside.cjs',
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${outside})`],
  modulePathIgnorePatterns: built ? [] : ['<rootDir>/dist'],
};
