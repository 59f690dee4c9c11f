// A transform for packages: their text is compiled once for all test files of a process, and runs anew for each.
module.exports = {
  // In place of a module's own text; `compiled` is what environment.cjs gives.
  process: (_text, path) => ({
    code: `compiled(${JSON.stringify(path)}).call(this, exports, require, module, __filename, __dirname);`,
  }),
  getCacheKey: (_text, path) => `compiled: ${path}`,
};
