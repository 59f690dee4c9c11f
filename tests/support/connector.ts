// A channel's connector: takes what the bot says, as Teams, the Emulator or Direct Line would.
import type { Activity } from 'botbuilder';
import restify, { type Request, type Response, type Server } from 'restify';
import { json, parseJson, readBody, send } from '../../playground/http';

export interface Said {
  how: 'sent' | 'updated' | 'deleted';
  conversation: string;
  id: string;
  activity: Partial<Activity>;
  authorization: string | undefined;
}

export interface Connector {
  server: Server;
  /** Everything the bot said, oldest first. */
  said: Said[];
  /** Plans statuses for the next calls, first come first served; 200 when the plan is empty. */
  answerNext(...statuses: number[]): void;
}

/** Makes a connector; it listens nowhere yet. Updating works, as in Teams; plan a 405 for the other channels. */
export function createConnector(): Connector {
  const server = restify.createServer();
  const said: Said[] = [];
  const planned: number[] = [];
  let count = 0;

  const take = (how: Said['how']) => async (req: Request, res: Response) => {
    const body = await readBody(req);
    const status = planned.shift() ?? 200;
    if (status >= 400) return send(res, json(status, { error: { code: 'Planned', message: 'Planned' } }));
    count += 1;
    const id = how === 'sent' ? `said-${count}` : String(req.params.activity);
    const activity = (body === 'too large' ? {} : (parseJson(body) ?? {})) as Partial<Activity>;
    const conversation = decodeURIComponent(String(req.params.conversation));
    said.push({ how, conversation, id, activity, authorization: req.headers.authorization });
    send(res, json(how === 'sent' ? 201 : 200, { id }));
  };
  server.post('/v3/conversations/:conversation/activities', take('sent'));
  server.post('/v3/conversations/:conversation/activities/:activity', take('sent'));
  server.put('/v3/conversations/:conversation/activities/:activity', take('updated'));
  server.del('/v3/conversations/:conversation/activities/:activity', take('deleted'));
  return { server, said, answerNext: (...statuses) => void planned.push(...statuses) };
}
