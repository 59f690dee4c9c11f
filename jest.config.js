// How the tests run: TypeScript through swc, every tests/**/*.test.ts, as many at once as there are cores.
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Jest leaves one core free, which on a machine with two makes the run one test file at a time.
  maxWorkers: '100%',
  // No test waits for long; but on a machine that has other work to do everything takes many times as long.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};
