// esbuild as build.mjs gets it for a profile: the same, with a source map beside each file.
import { build as plain } from 'esbuild';

export * from 'esbuild';
export const build = (options) => plain({ ...options, sourcemap: 'external' });
