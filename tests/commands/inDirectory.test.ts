// Using the directory in a turn: its token is asked for once, and one that Graph refuses ends that sign-in and no other.
import type { TurnContext } from 'botbuilder';
import { inDirectory } from '../../bot/commands/account/withDirectory';
import type { Graph } from '../../bot/graph/client';
import { GraphAnswered } from '../../bot/graph/errors';
import { openPerson } from '../../bot/people/people';
import { waitingSignIn } from '../../bot/people/signIns';
import { withHashedKeys } from '../../bot/storage';
import { MemoryStore } from '../../bot/storage/memory';
import type { Services } from '../../bot/turn/services';
import { startTurn } from '../../bot/turn/turn';
import { standingClock } from '../support/clock';

const pending = { name: 'compose', formId: 'f' } as const;
const conversation = 'a chat';

/** A turn of somebody whose directory gives them this token, if any, and whose Graph answers with this status. */
function inATurn({ token = 'of the directory', status = 200 } = {}) {
  const clock = standingClock();
  const done: string[] = [];
  const signIn = {
    async tokenNow(_context: TurnContext, connection: string) {
      done.push(`token of ${connection}`);
      return token ? { token } : undefined;
    },
    async signOut(_context: TurnContext, connection: string) {
      done.push(`sign out of ${connection}`);
    },
    async showCard(_context: TurnContext, _words: unknown, card: { connection: string; plain: boolean }) {
      done.push(`${card.plain ? 'plain card' : 'card'} of ${card.connection}`);
    },
  };
  const fetch = async () => Response.json({}, { status });
  const settings = { graphBaseUrl: 'https://graph.example' };
  const services = { signIn, settings, fetch, clock, graphTimeout: 1 } as unknown as Services;
  const activity = { channelId: 'msteams', from: { id: 'ana' }, conversation: { id: conversation } };
  const people = withHashedKeys(new MemoryStore(), 'people');
  const person = openPerson(people, { channelId: 'msteams', userId: 'ana' }, clock.now);
  const turn = startTurn({ activity } as unknown as TurnContext, person, 'REF');
  return {
    done,
    turn,
    uses: (use: (graph: Graph) => Promise<void>) =>
      inDirectory(turn, services, use, (record) => ({ record, pending })),
    waits: async () => waitingSignIn(await person.record(), { conversation, now: clock.now() }),
  };
}

const lookUp = (graph: Graph) => graph.call<void>((client) => client.api('/users').get());

describe('what needs the directory', () => {
  it('asks for its token once a turn', async () => {
    const { done, uses } = inATurn();
    await uses(lookUp);
    await uses(lookUp);
    expect(done).toEqual(['token of directory']);
  });

  it('without a token is remembered over a card of the directory', async () => {
    const { done, uses, waits } = inATurn({ token: '' });
    await uses(lookUp);
    expect(done).toEqual(['token of directory', 'card of directory']);
    expect(await waits()).toMatchObject({ connection: 'directory', command: pending });
  });

  it('with a token that Graph refuses signs out of the directory only, and asks again with a button', async () => {
    const { done, uses, waits, turn } = inATurn({ status: 401 });
    await uses(lookUp);
    expect(done).toEqual(['token of directory', 'sign out of directory', 'plain card of directory']);
    expect(await waits()).toMatchObject({ connection: 'directory', command: pending });
    expect(turn.directory).toBeUndefined();
  });

  it('hands on any other trouble', async () => {
    const { done, uses } = inATurn({ status: 503 });
    await expect(uses(lookUp)).rejects.toMatchObject({ status: 503 });
    expect(done).toEqual(['token of directory']);
  });

  it('hands on a refusal of the token for mail, which is not the directory’s', async () => {
    const { done, uses } = inATurn();
    const refused = new GraphAnswered(401, 'InvalidAuthenticationToken', '');
    await expect(uses(() => Promise.reject(refused))).rejects.toBe(refused);
    expect(done).toEqual(['token of directory']);
  });
});
