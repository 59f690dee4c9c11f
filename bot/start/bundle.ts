// What dist/bot.js is built from: the start, and the bot itself for tests that want the built one.
export { createApp } from '../app';
export { start } from './start';
