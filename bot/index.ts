// The program: `tsx bot/index.ts`, or `node index.js` in dist/. The rest of the bot is loaded once Node keeps compiled code.
import * as nodeModule from 'node:module';

// Since Node 22.1. What V8 compiled is kept in the folder for temporary files when the process ends, and read at the next start.
if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function')
  nodeModule.enableCompileCache();

const { start }: typeof import('./start') = require('./start');
void start(process.env);
