// Where the files of each channel may be read from. An address is compared with that before it is asked, redirects too. Pure.
import { isIP } from 'node:net';
import { type Activity, type Attachment, Channels } from 'botbuilder';
import * as v from 'valibot';
import { isLoopback } from '../runtime/loopback';
import type { Settings } from '../settings';

/** Where one file may be. */
export interface FileSource {
  /** As the sender names it: not compared yet. */
  address: string;
  /** Whether files of this source are at an address. */
  has(url: URL): boolean;
  /** The bot's own token goes along: every address of this source is the service that the activity came from. */
  isOwnService?: true;
  /** Its addresses end after a while. It answers 401 or 403 from then on. */
  expires?: true;
  /** Whether the address may be a `data:` URL, which is the file itself. */
  takesData?: true;
}

export type FileSettings = Pick<Settings, 'directLine' | 'teamsFileOrigins'>;

/** OneDrive and SharePoint, where Teams keeps what people attach, in Microsoft's clouds. */
const sharePoint = [
  ...['sharepoint.com', 'sharepoint.us', 'sharepoint-mil.us'],
  ...['sharepoint.de', 'sharepoint.cn', 'sharepoint-df.com'],
];
const directLineHosts = ['directline.botframework.com', 'webchat.botframework.com'];
/** Microsoft's Direct Line has a file at /attachments/<conversation>/<activity>/<number>/<name>. */
const directLinePath = /^\/attachments\/./;
/** The Connector API's operation Attachments_GetAttachment. */
const connectorPath = /\/v3\/attachments\/[^/]+\/views\/[^/]+$/;
/** What a server might read as another path than the one that was compared. */
const packedPath = /%(2e|2f|5c)/i;

const teamsFile = 'application/vnd.microsoft.teams.file.download.info';
const TeamsFile = v.object({ downloadUrl: v.pipe(v.string(), v.maxLength(8_192)) });

/**
 * Says where an attachment's file may be.
 * @param activity whose sender was checked
 * @returns nothing where this channel has no files that the bot reads
 */
export function sourceOf(
  { channelId, serviceUrl }: Pick<Activity, 'channelId' | 'serviceUrl'>,
  { contentType, contentUrl, content }: Attachment,
  { directLine, teamsFileOrigins }: FileSettings,
): FileSource | undefined {
  const type = contentType.toLowerCase();
  if (channelId === Channels.Msteams && type === teamsFile) {
    // `contentUrl` is the file's page, for people. Where to read it is in `content`.
    if (!v.is(TeamsFile, content)) return undefined;
    const has = (url: URL) => teamsFileOrigins.includes(url.origin) || isBelow(sharePoint, url);
    return { address: content.downloadUrl, has, expires: true };
  }
  if (!contentUrl) return undefined;
  if (channelId === Channels.Msteams && type.startsWith('image/')) {
    return { address: contentUrl, has: isFileOf(serviceUrl), isOwnService: true };
  }
  if (channelId === Channels.Webchat || channelId === Channels.Directline) {
    return { address: contentUrl, has: isInDirectLine(directLine?.url), takesData: true };
  }
  if (channelId === Channels.Emulator) {
    return { address: contentUrl, has: isFileOf(serviceUrl), takesData: true };
  }
  return undefined;
}

/** Reads an address, such as one of a Location header. @returns nothing for one that no file is at in any channel */
export function readAddress(address: string, base?: URL): URL | undefined {
  if (!URL.canParse(address, base?.href)) return undefined;
  const url = new URL(address, base);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && !url.username && !url.password && !url.hostname.endsWith('.') ? url : undefined;
}

/** Whether an address is https to a host with a name, at the usual port. */
function isPublic({ protocol, hostname, port }: URL): boolean {
  return protocol === 'https:' && port === '' && isIP(hostname) === 0 && !hostname.startsWith('[');
}

const isAt = (hosts: readonly string[], { hostname }: URL) => hosts.includes(hostname);
const isBelow = (hosts: readonly string[], url: URL) =>
  isPublic(url) && hosts.some((host) => url.hostname.endsWith(`.${host}`));
const isMicrosoftDirectLine = (url: URL) =>
  isBelow(directLineHosts, url) || (isPublic(url) && isAt(directLineHosts, url));

/**
 * Files that the service itself keeps, at its own origin. The service is on the internet, by https, or on this machine: a
 * narrower rule than that of the calls that answer it.
 */
function isFileOf(serviceUrl: string): FileSource['has'] {
  const service = readAddress(serviceUrl);
  const isKnown = service !== undefined && (isPublic(service) || isLoopback(serviceUrl));
  return ({ origin, pathname }) =>
    isKnown && origin === service.origin && connectorPath.test(pathname) && !packedPath.test(pathname);
}

/** A client of Direct Line may name any address. Its own files are at Direct Line. */
function isInDirectLine(configured: string | undefined): FileSource['has'] {
  const own = configured === undefined ? undefined : readAddress(configured);
  if (own && !isMicrosoftDirectLine(own)) return ({ origin }) => origin === own.origin;
  return (url) => isMicrosoftDirectLine(url) && directLinePath.test(url.pathname);
}
