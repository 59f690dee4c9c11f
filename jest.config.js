// How the tests run: TypeScript through swc, every tests/**/*.test.ts, as many at once as there are cores.
/**
 * Packages that are loaded once for all files of a process. They take a quarter of a file's time. The first ones only compute;
 * what playwright-core opens is closed by each file.
 */
const outside =
  '/node_modules/(adaptive-expressions|@microsoft/recognizers-text[a-z-]*|linkedom|playwright-core)/.*\\.js$';
/** Packages in ECMAScript modules alone: Node can require them since 20.19, Jest only on Node 24. */
const modules =
  '/node_modules/(entities|htmlparser2|dom-serializer|domelementtype|domhandler|domutils|markdown-it-cjk-friendly|openid-client|oauth4webapi|jose|get-east-asian-width|mime)/.*\\.js$';
/** Packages in plain JavaScript. Jest loads its own by itself. */
const plain = '/node_modules/(?!@?jest)[^.].*\\.c?js$';
/**
 * Every bot that a test starts is the built one: it is what is deployed, and loads in a fraction of the time. With BOT=source in
 * the environment it is the source.
 */
const built = process.env.BOT !== 'source';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tests/support/environment.cjs',
  // Jest leaves one core free, which on a machine with two makes the run one test file at a time.
  maxWorkers: '100%',
  // No test waits for long; but on a machine that has other work to do everything takes many times as long.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/tests/support/longestFirst.cjs',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  ...(built
    ? {
        moduleNameMapper: { '(^|/)bot/app$': '<rootDir>/tests/support/builtBot.cjs' },
        globalSetup: '<rootDir>/tests/support/freshBuild.ts',
      }
    : {}),
  transform: {
    [outside]: '<rootDir>/tests/support/outside.cjs',
    [`\\.ts$|${modules}`]: [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    [plain]: '<rootDir>/tests/support/compiled.cjs',
  },
  // Only what `transform` names is transformed, be it in node_modules or not.
  transformIgnorePatterns: [],
};
