// A transform for dist/bot.js, which is one expression: the function that is the bot.
module.exports = {
  process: (text) => ({ code: `module.exports = ${text}` }),
  getCacheKey: (text) => require('node:crypto').createHash('sha256').update(text).digest('hex'),
};
