// The program, for a developer: `tsx bot/index.ts`. In dist/ bot/start/loader.cjs stands in its place.
import { start } from './start/start';

void start(process.env);
