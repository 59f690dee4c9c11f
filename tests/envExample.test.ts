// .env.example: what a person copies must be what the program reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Set by npm or by App Service, and not by people. */
const setElsewhere = ['NODE_ENV', 'WEBSITE_HOSTNAME'];

const read = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8');

describe('.env.example', () => {
  it('names every setting the program reads, and no other', () => {
    const listed = read('.env.example').match(/^\w+(?==)/gm) ?? [];
    const known = read('bot/environment.ts').match(/^ {2}\w+(?=: v\.)/gm) ?? [];
    const ours = known.map((name) => name.trim()).filter((name) => !setElsewhere.includes(name));
    expect([...listed].sort()).toEqual([...ours].sort());
  });
});
