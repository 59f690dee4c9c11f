// The connector of a channel: takes the bot's replies, as Teams, the Emulator or Direct Line would.
import type { Activity, ConversationParameters } from 'botbuilder';
import restify, { type Request, type Response, type Server } from 'restify';
import { json, parseJson, readBody, send } from '../../playground/http';

export interface Said {
  how: 'sent' | 'updated' | 'deleted';
  conversation: string;
  id: string;
  activity: Partial<Activity>;
  authorization: string | undefined;
}

/** A planned error answer. */
export interface Refusal {
  status: number;
  /** Of the error in the answer. */
  code?: string;
  headers?: Record<string, string>;
}

export interface Connector {
  server: Server;
  /** Everything the bot said, oldest first. */
  said: Said[];
  /** The conversations the bot asked for, oldest first. */
  opened: ConversationParameters[];
  /** Plans the answers to the next calls, in this order. Calls without a planned answer are carried out. */
  answerNext(...answers: (number | Refusal)[]): void;
  /** Bytes by the names of the attachments that the channel keeps, and who asked for them with which token. */
  files: Map<string, Buffer>;
  read: { name: string; authorization: string | undefined }[];
  /** The largest message it takes, in bytes as UTF-16; a larger one gets a 413. */
  largest: number;
}

/** The 1:1 chat of a person with the bot, as Teams has one for each. */
export const chatOf = (personId: string): string => `a:${personId}`;

/** Makes a connector; it listens nowhere yet. Updating works, as in Teams; plan a 405 for the other channels. */
export function createConnector(): Connector {
  const server = restify.createServer();
  const said: Said[] = [];
  const opened: ConversationParameters[] = [];
  const planned: Refusal[] = [];
  const files: Connector['files'] = new Map();
  const read: Connector['read'] = [];
  let count = 0;

  const sizeAnswer = (body: string | Buffer): Refusal =>
    body.toString().length * 2 > connector.largest
      ? { status: 413, code: 'MessageSizeTooBig' }
      : { status: 200 };

  /** Takes a call's body, unless it is planned to be refused. */
  const accept = async (req: Request, res: Response): Promise<object | undefined> => {
    const body = await readBody(req);
    const { status, code = 'Planned', headers = {} } = planned.shift() ?? sizeAnswer(body);
    if (status < 400) return (body === 'too large' ? {} : (parseJson(body) ?? {})) as object;
    res.set(headers);
    send(res, json(status, { error: { code, message: 'Planned' } }));
    return undefined;
  };
  const take = (how: Said['how']) => async (req: Request, res: Response) => {
    const activity: Partial<Activity> | undefined = await accept(req, res);
    if (!activity) return;
    count += 1;
    const id = how === 'sent' ? `said-${count}` : String(req.params.activity);
    const conversation = String(req.params.conversation);
    said.push({ how, conversation, id, activity, authorization: req.headers.authorization });
    send(res, json(how === 'sent' ? 201 : 200, { id }));
  };
  const open = async (req: Request, res: Response) => {
    const parameters = (await accept(req, res)) as ConversationParameters | undefined;
    if (!parameters) return;
    opened.push(parameters);
    send(res, json(201, { id: chatOf(parameters.members?.[0]?.id ?? 'nobody') }));
  };
  server.post('/v3/conversations', open);
  server.post('/v3/conversations/:conversation/activities', take('sent'));
  server.post('/v3/conversations/:conversation/activities/:activity', take('sent'));
  server.put('/v3/conversations/:conversation/activities/:activity', take('updated'));
  server.del('/v3/conversations/:conversation/activities/:activity', take('deleted'));
  const give = (req: Request, res: Response) => {
    const name = String(req.params.name);
    const bytes = files.get(name);
    read.push({ name, authorization: req.headers.authorization });
    res.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' });
    res.end(bytes);
  };
  server.get('/v3/attachments/:name/views/original', (req, res, next) => {
    give(req, res);
    next();
  });
  const asRefusal = (answer: number | Refusal) => (typeof answer === 'number' ? { status: answer } : answer);
  const connector: Connector = {
    server,
    said,
    opened,
    files,
    read,
    largest: Number.POSITIVE_INFINITY,
    answerNext: (...answers) => void planned.push(...answers.map(asRefusal)),
  };
  return connector;
}
