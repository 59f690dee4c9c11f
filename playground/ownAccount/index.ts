// Microsoft's side where it is Microsoft itself: a token service on this machine that signs people in there, and Direct Line.
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { askForBody } from '../../bot/requestBody';
import { guardRequests } from '../../bot/requestGate';
import { type BotAuthentication, mountBotAuthentication } from '../botAuthentication';
import { type DirectLine, mountDirectLine } from '../directLine';
import { createFaults } from '../faults';
import type { StandInOptions } from '../standIns';
import { directoryConnection, mountSignInFiles } from '../tokenService';
import { mountApi, type TokenCall } from '../tokenService/api';
import { openMicrosoft } from './microsoft';
import { createSessions } from './sessions';
import type { OwnAccount } from './settings';
import { mountOwnSignIn } from './signIn';

export interface OwnSide {
  server: Server;
  directLine: DirectLine;
  botAuthentication: BotAuthentication;
}

/** People whose sign-in goes through `consumers`. The oldest go first. */
const mostPeople = 1_000;

/** What each connection asks for at Microsoft. */
const permissionsOf = (connectionName: string): string[] =>
  connectionName === directoryConnection ? ['User.ReadBasic.All'] : ['User.Read', 'Mail.Send'];

/** Where Microsoft leads back to. To be registered exactly so. */
export const redirectOf = (url: string): string => `http://localhost:${new URL(url).port}/signin/callback`;

/** Makes it; the server listens nowhere yet. */
export function createOwnSide(
  own: OwnAccount,
  {
    clock,
    ids,
    fetch,
    url,
    botEndpoint,
  }: Pick<StandInOptions, 'clock' | 'ids' | 'fetch' | 'url' | 'botEndpoint'>,
): OwnSide {
  const server = restify.createServer({ name: '', noWriteContinue: true });
  guardRequests(server, { localOnly: true });
  server.pre((req: Request, res: Response, next: Next) => {
    askForBody(req, res);
    next();
  });
  const botAuthentication = mountBotAuthentication(server, { appId: '', url, clock });
  const directLine = mountDirectLine(server, { botEndpoint, url, clock, ids, fetch });
  /** People whose refresh was refused at `common`: their next sign-in goes through `consumers`. */
  const throughConsumers = new Set<string>();
  const microsoft = openMicrosoft({ own, redirect: () => redirectOf(url()), now: clock.now, fetch });
  const sessions = createSessions({
    microsoft,
    clock,
    onRefused: ({ userId }, { person }) => {
      if (!person.isPersonal || own.tenant !== 'common') return;
      throughConsumers.add(userId);
      const [oldest] = throughConsumers;
      if (throughConsumers.size > mostPeople && oldest !== undefined) throughConsumers.delete(oldest);
    },
  });
  mountApi(server, {
    grants: sessions,
    faults: createFaults<TokenCall>(),
    exchange: () => false,
    authorise: () => true,
    url,
    ids,
  });
  mountSignInFiles(server);
  mountOwnSignIn(server, {
    microsoft,
    sessions,
    clock,
    redirect: () => redirectOf(url()),
    permissionsOf,
    tenantOf: (userId) => (throughConsumers.has(userId) ? 'consumers' : undefined),
    onSignedIn: ({ conversation, connectionName, token }) =>
      directLine.signedIn({ conversation: conversation.conversation.id, connectionName, token }),
  });
  return { server, directLine, botAuthentication };
}
