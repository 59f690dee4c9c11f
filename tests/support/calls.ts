// Every call the bot makes to Graph, the token service and the connector: named, recorded, and answered otherwise if planned.
import { type Fetch, request } from '../../bot/runtime/http';

export type CallName =
  | 'GetToken'
  | 'GetSignInResource'
  | 'SignOut'
  | 'exchange'
  | 'me'
  | 'photo'
  | 'sendMail'
  | 'users'
  | 'reply'
  | 'openChat'
  | 'other';

export interface Call {
  name: CallName;
  url: string;
  authorization: string;
  body: string;
}

export interface Calls {
  fetch: Fetch;
  /** Oldest first. */
  made: Call[];
  /** Does something, and gives the names of the calls made meanwhile. */
  during(work: () => Promise<unknown>): Promise<CallName[]>;
  /** Plans another answer for the next call of this name. */
  answerNext(name: CallName, answer: Fetch): void;
}

const names: [RegExp, CallName][] = [
  [/\/api\/usertoken\/GetToken\b/i, 'GetToken'],
  [/\/api\/usertoken\/SignOut\b/i, 'SignOut'],
  [/\/api\/usertoken\/exchange\b/i, 'exchange'],
  [/\/api\/botsignin\/GetSignInResource\b/i, 'GetSignInResource'],
  [/\/v1\.0\/me\/photos?\b/, 'photo'],
  [/\/v1\.0\/me\/sendMail\b/, 'sendMail'],
  [/\/v1\.0\/me\b/, 'me'],
  [/\/v1\.0\/users\b/, 'users'],
  [/\/v3\/conversations\//, 'reply'],
  [/\/v3\/conversations$/, 'openChat'],
];

export function recordCalls(inner: Fetch = request): Calls {
  const made: Call[] = [];
  const planned: { name: CallName; answer: Fetch }[] = [];
  return {
    made,
    async fetch(url, init) {
      // The signing keys of Bot Framework are fetched once a day and belong to no turn.
      if (url.includes('/.well-known/')) return inner(url, init);
      const name = names.find(([path]) => path.test(url))?.[1] ?? 'other';
      const authorization = new Headers(init.headers).get('authorization') ?? '';
      made.push({ name, url, authorization, body: String(init.body ?? '') });
      const plan = planned.findIndex((candidate) => candidate.name === name);
      const [answer] = plan === -1 ? [] : planned.splice(plan, 1);
      return answer ? answer.answer(url, init) : inner(url, init);
    },
    async during(work) {
      const before = made.length;
      await work();
      return made.slice(before).map(({ name }) => name);
    },
    answerNext: (name, answer) => void planned.push({ name, answer }),
  };
}
