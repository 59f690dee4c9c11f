// A transform for packages that keep nothing from one test file to the next: they are loaded outside, once, not anew for each.
module.exports = {
  // In place of a module's own text; `outside` is the environment's own `require`.
  process: (_text, path) => ({ code: `module.exports = outside(${JSON.stringify(path)});` }),
  getCacheKey: (_text, path) => `outside ${path}`,
};
