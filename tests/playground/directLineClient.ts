// The real Direct Line client, as it is, on a rig: what it sees and what it says.
import { DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { createEar, type Rig } from './directLineRig';
import { FetchXhr } from './fetchXhr';

Object.assign(globalThis, { WebSocket, XMLHttpRequest: FetchXhr });

/** How the client may listen. */
export const ways: [way: string, webSocket: boolean][] = [
  ['WebSocket', true],
  ['polling', false],
];

export interface Seen {
  id: string;
  text?: string;
  replyToId?: string;
  channelData?: { clientActivityID?: string };
  attachments?: { contentType: string; contentUrl: string; name: string; thumbnailUrl?: string }[];
}

type Options = ConstructorParameters<typeof DirectLine>[0];

/** Opens a client; it starts the conversation, or goes on with the one that `conversationId` names. */
export function openClient(rig: Rig, options: Options) {
  const client = new DirectLine({ domain: `${rig.url()}/v3/directline`, pollingInterval: 200, ...options });
  const ear = createEar<Seen>();
  const listening = client.activity$.subscribe((activity) => ear.hear(activity as never));
  /** Resolves with the activity's id, as Direct Line gave it. */
  const post = (activity: object): Promise<string> =>
    new Promise((resolve, reject) => {
      client.postActivity(activity as never).subscribe(resolve, reject);
    });
  const leave = () => {
    listening.unsubscribe();
    client.end();
  };
  return { ...ear, post, leave };
}
