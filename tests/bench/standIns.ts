// Microsoft's side in the speed and growth runs, a process of its own. Each program has its own address, so its calls are counted.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { type BotAuthentication, mountBotAuthentication } from '../../playground/botAuthentication';
import { appId, nameOf, numberIn, tokenOf, userOf } from './people';

/** What the bench learns of the stand-ins of one program. */
export interface Seen {
  url: string;
  /** The settings that lead a program here. */
  settings: Record<string, string>;
  /** What a channel at this address proves itself with. */
  channelToken: string;
  /** How often each kind of call came. A refused one was not as it should be, and makes a run worthless. */
  calls: Record<string, number>;
  /** The form of the newest mail card. */
  formId: string;
}

type Answer = [kind: string, status: number, body: object];

const refused: Answer = ['refused', 401, { error: { code: 'Refused', message: 'Not as it should be' } }];

/** What is asked in every turn is answered by bare node:http, and what is asked once by the playground's stand-ins. */
async function startStandIns(): Promise<Seen> {
  const askedOnce = restify.createServer();
  let url = '';
  const authentication = mountBotAuthentication(askedOnce, { appId, url: () => url });
  const owns = remembered(authentication);
  const calls: Seen['calls'] = {};
  const seen = { calls, formId: '' };
  const server = createServer({ keepAliveTimeout: 120_000 }, async (req, res) => {
    const [path = '', query = ''] = (req.url ?? '').split('?');
    const isAskedOnce = path.startsWith('/v1/') || path === '/msi/token';
    if (isAskedOnce) return void askedOnce.server.emit('request', req, res);
    const body = await textOf(req);
    const [kind, status, answer] = path.startsWith('/v1.0/')
      ? graph(path, numberIn(req.headers.authorization, 'token'))
      : owns(req.headers.authorization)
        ? botService(path, query, body)
        : refused;
    seen.formId = /"formId":"([^"]+)"/.exec(body)?.[1] ?? seen.formId;
    calls[kind] = (calls[kind] ?? 0) + 1;
    const text = JSON.stringify(answer);
    res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    res.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { ...authentication.settings(), GRAPH_BASE_URL: url };
  return Object.assign(seen, {
    url,
    settings,
    channelToken: authentication.activityToken({ serviceUrl: url }),
  });
}

function graph(path: string, person: number | undefined): Answer {
  if (person === undefined) return refused;
  if (path === '/v1.0/me') return ['me', 200, userOf(person)];
  if (path === '/v1.0/me/sendMail') return ['mail', 202, {}];
  return ['photo', 404, { error: { code: 'ImageNotFound', message: 'There is none' } }];
}

/** The token service and the connector. */
function botService(path: string, query: string, body: string): Answer {
  if (path === '/api/usertoken/GetToken') {
    const asked = new URLSearchParams(query);
    const person = numberIn(asked.get('userId'), 'id');
    if (person === undefined) return refused;
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    const { channelId, connectionName } = Object.fromEntries(asked);
    return ['token', 200, { channelId, connectionName, token: tokenOf(person), expiration }];
  }
  const [, v3, , conversation = ''] = path.split('/');
  // A conversation is named after its person, so that a reply can be held to name the same one.
  const person = numberIn(decodeURIComponent(conversation).replace(/^a:/, ''), 'id');
  if (v3 !== 'v3' || person === undefined) return refused;
  return [body.includes(nameOf(person)) ? 'profile' : 'reply', 201, { id: 'said' }];
}

/** A signature is checked once for each token: in every turn it would take longer than all the rest. */
function remembered({ ownsAppToken }: BotAuthentication): (header?: string) => boolean {
  const good = new Set<string>();
  return (header = '') => {
    if (!good.has(header) && ownsAppToken(header)) good.add(header);
    return good.has(header);
  };
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) text += chunk;
  return text;
}

async function main(names: string[]): Promise<void> {
  const seen: Record<string, Seen> = {};
  for (const name of names) seen[name] = await startStandIns();
  process.on('message', () => process.send?.(seen));
  process.once('disconnect', () => process.exit());
  process.send?.(seen);
}

void main(process.argv.slice(2));
