// Gives build.mjs, and nobody else, esbuild with source maps: a profile then tells packages, and the build stays as it is.
export const resolve = (specifier, context, next) =>
  specifier === 'esbuild' && context.parentURL?.endsWith('/build.mjs')
    ? { url: new URL('./esbuild.mjs', import.meta.url).href, shortCircuit: true }
    : next(specifier, context);
