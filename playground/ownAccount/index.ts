// Microsoft's side where it is Microsoft itself: a token service on this machine that signs people in there, and Direct Line.
import { randomBytes } from 'node:crypto';
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { askForBody } from '../../bot/requestBody';
import { guardRequests } from '../../bot/requestGate';
import { mountBotAuthentication } from '../botAuthentication';
import { type DirectLine, mountDirectLine } from '../directLine';
import { createFaults } from '../faults';
import type { StandInOptions } from '../standIns';
import { directoryConnection, mountSignInFiles } from '../tokenService';
import { mountApi, type TokenCall } from '../tokenService/api';
import { createLinks } from './links';
import { openMicrosoft } from './microsoft';
import { createSessions } from './sessions';
import type { OwnAccount } from './settings';
import { mountOwnSignIn } from './signIn';
import type { Trouble } from './trouble';

export interface OwnSide {
  server: Server;
  directLine: DirectLine;
  /** The environment that points a bot without an app here. */
  endpoints(): Record<string, string>;
  /** What the token service's paths begin with. */
  base: string;
}

export type OwnSideOptions = Pick<StandInOptions, 'clock' | 'ids' | 'fetch' | 'url' | 'botEndpoint'> & {
  /** A sign-in or a refresh went wrong in a way that the person cannot be told of. */
  onTrouble(trouble: Trouble): void;
};

/** What each connection asks for at Microsoft. */
const permissionsOf = (connectionName: string): string[] =>
  connectionName === directoryConnection ? ['User.ReadBasic.All'] : ['User.Read', 'Mail.Send'];

/** Where Microsoft leads back to. To be registered exactly so. */
export const redirectOf = (url: string): string => `http://localhost:${new URL(url).port}/signin/callback`;

/** Makes it; the server listens nowhere yet. */
export function createOwnSide(
  own: OwnAccount,
  { clock, ids, fetch, url, botEndpoint, onTrouble }: OwnSideOptions,
): OwnSide {
  const server = restify.createServer({ name: '', noWriteContinue: true });
  guardRequests(server, { localOnly: true });
  server.pre((req: Request, res: Response, next: Next) => {
    askForBody(req, res);
    next();
  });
  const botAuthentication = mountBotAuthentication(server, { appId: '', url, clock });
  const directLine = mountDirectLine(server, { botEndpoint, url, clock, ids, fetch });
  const links = createLinks();
  const redirect = () => redirectOf(url());
  const microsoft = openMicrosoft({ own, redirect, now: clock.now, fetch });
  const sessions = createSessions({ microsoft, clock, onTrouble });
  // Real tokens are behind it. The bot sends no token of its own here, so it proves itself by knowing the way.
  const base = `/${randomBytes(24).toString('hex')}`;
  mountApi(server, {
    base,
    grants: {
      ...sessions,
      remove(userId, connectionName) {
        sessions.remove(userId, connectionName);
        signIns.drop(userId, connectionName);
      },
    },
    faults: createFaults<TokenCall>(),
    exchange: () => false,
    authorise: () => true,
    linkOf: (state) => links.linkOf(url(), state),
    ids,
  });
  mountSignInFiles(server);
  const signIns = mountOwnSignIn(server, {
    microsoft,
    sessions,
    links,
    clock,
    redirect,
    permissionsOf,
    onTrouble,
    onSignedIn: ({ conversation, connectionName, token }) =>
      directLine.signedIn({ conversation: conversation.conversation.id, connectionName, token }),
  });
  const endpoints = () => ({ ...botAuthentication.endpoints(), OAuthUrl: `${url()}${base}` });
  return { server, directLine, endpoints, base };
}
