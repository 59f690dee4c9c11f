// All of Microsoft's side on one server: sign-in, Graph with its mailbox, Direct Line, and the keys that prove a channel.
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import { askForBody } from '../bot/requestBody';
import { guardRequests } from '../bot/requestGate';
import type { Clock } from '../bot/runtime/clock';
import { type BotAuthentication, mountBotAuthentication } from './botAuthentication';
import { type DirectLine, mountDirectLine } from './directLine';
import { type GraphStandIn, mountGraph } from './graph';
import { createMailbox, type Mailbox, mountMailbox } from './mailbox';
import { mountTokenService, type TokenService } from './tokenService';
import { createTokens, type Tokens } from './tokens';

export interface StandInOptions {
  clock: Clock;
  ids: () => string;
  fetch: typeof fetch;
  /** The origin this server is reached at; a function because a port is known late. */
  url: () => string;
  /** The bot's messaging endpoint. */
  botEndpoint: () => string;
  /** Given, the channel signs what it sends to the bot, and the bot must prove itself too. */
  appId?: string;
  /** Signs chat tokens that stay good over a restart. */
  lastingKey?: string;
  /** Sign-in cards offer single sign-on, as a connection with a Token Exchange URL does. */
  tokenExchangeUri?: string;
}

export interface StandIns {
  server: Server;
  tokens: Tokens;
  tokenService: TokenService;
  graph: GraphStandIn;
  mailbox: Mailbox;
  directLine: DirectLine;
  botAuthentication: BotAuthentication;
}

/** Makes the stand-ins; the server listens nowhere yet. */
export function createStandIns(options: StandInOptions): StandIns {
  const { clock, ids, fetch, url, botEndpoint, appId, lastingKey, tokenExchangeUri } = options;
  const server = restify.createServer({ name: '', noWriteContinue: true });
  guardRequests(server, { localOnly: true });
  server.pre((req: Request, res: Response, next: Next) => {
    askForBody(req, res);
    next();
  });
  const tokens = createTokens({ clock });
  const mailbox = createMailbox({ clock });
  const botAuthentication = mountBotAuthentication(server, { appId: appId ?? '', url, clock });
  const proof = appId
    ? {
        authorization: () => `Bearer ${botAuthentication.activityToken({ serviceUrl: url() })}`,
        ownsAppToken: botAuthentication.ownsAppToken,
      }
    : {};
  const directLine = mountDirectLine(server, {
    botEndpoint,
    url,
    clock,
    ids,
    fetch,
    ...(lastingKey ? { lastingKey } : {}),
    ...proof,
  });
  const tokenService = mountTokenService(server, {
    tokens,
    clock,
    url,
    ids,
    onSignedIn: ({ conversation, connectionName, token }) =>
      directLine.signedIn({ conversation: conversation.conversation.id, connectionName, token }),
    ...(appId ? { authorise: botAuthentication.ownsAppToken } : {}),
    ...(tokenExchangeUri ? { tokenExchangeUri } : {}),
  });
  const graph = mountGraph(server, { tokens, clock, mailbox, ids });
  mountMailbox(server, mailbox);
  return { server, tokens, tokenService, graph, mailbox, directLine, botAuthentication };
}
