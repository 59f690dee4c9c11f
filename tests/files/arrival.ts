// An activity with files as a channel sends it, read by the bot's own code, with a world that writes down who asks for what.
import { readActivity } from '../../bot/channel/activity';
import { FileUnavailable, openIncomingFiles } from '../../bot/channel/incomingFiles';
import type { FetchInit, FetchResponse } from '../../bot/runtime/http';
import { readSettings } from '../../bot/settings';

export const botToken = 'the-token-of-the-bot-alone';
export const teamsService = 'https://smba.trafficmanager.net/emea/';
export const teamsFile = 'application/vnd.microsoft.teams.file.download.info';
/** Where the Connector API has an attachment. */
export const pictureAt = (origin: string) => `${origin}/v3/attachments/0-weu-d1-ab12/views/original`;

export interface Call {
  url: string;
  authorization?: string | undefined;
  init: FetchInit;
}

export interface Arrival {
  channelId?: string;
  serviceUrl?: string;
  attachment: object;
}

type Answer = FetchResponse | Promise<FetchResponse>;

/** @param answer of whichever server is asked */
export function openArrivals(
  answer: (url: string, init: FetchInit) => Answer = () => new Response('bytes'),
  { environment = {}, token = async () => botToken as string | undefined } = {},
) {
  const calls: Call[] = [];
  const filesIn = openIncomingFiles({
    settings: readSettings(environment),
    token,
    fetch: async (url, init) => {
      calls.push({ url, authorization: init.headers?.Authorization, init });
      return answer(url, init);
    },
  });
  const files = (attachments: unknown, { channelId = 'msteams', serviceUrl = teamsService } = {}) => {
    const activity = readActivity({
      type: 'message',
      channelId,
      serviceUrl,
      conversation: { id: 'c' },
      from: { id: 'ana' },
      attachments,
    });
    if (!activity) throw new Error('The test sent no activity');
    return filesIn(activity);
  };
  const read = async ({ attachment, ...from }: Arrival, signal = new AbortController().signal) => {
    const [file] = files([attachment], from);
    if (!file) throw new Error('The test sent no file');
    return file.read(signal);
  };
  return {
    calls,
    files,
    read,
    /** Why the file cannot be had. */
    async refusal(arrival: Arrival, signal?: AbortSignal) {
      const error = await read(arrival, signal).then(
        () => undefined,
        (thrown) => thrown,
      );
      if (!(error instanceof FileUnavailable)) throw new Error(`Not refused as a file is: ${error}`);
      return error.reason;
    },
  };
}

/** A file that somebody attached in Teams. */
export const inTeams = (downloadUrl: unknown): Arrival => ({
  attachment: {
    contentType: teamsFile,
    contentUrl: 'https://contoso-my.sharepoint.com/personal/ana/Documents/plan.pdf',
    name: 'plan.pdf',
    content: { downloadUrl, uniqueId: '1', fileType: 'pdf' },
  },
});

/** A picture that somebody pasted in Teams. */
export const pastedInTeams = (contentUrl: string, serviceUrl = teamsService): Arrival => ({
  serviceUrl,
  attachment: { contentType: 'image/*', contentUrl },
});

export const inChannel = (channelId: string, contentUrl: string, serviceUrl?: string): Arrival => ({
  channelId,
  ...(serviceUrl ? { serviceUrl } : {}),
  attachment: { contentType: 'application/pdf', name: 'plan.pdf', contentUrl },
});
