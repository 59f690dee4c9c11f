// The bot's program, for tests that start it as a process: the built one, or with BOT=source the source.
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Arguments of `node`. */
export const program =
  process.env.BOT === 'source'
    ? ['--import', 'tsx', join(root, 'bot/index.ts')]
    : [join(root, 'dist/index.js')];
