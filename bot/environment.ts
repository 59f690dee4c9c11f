// The environment variables the bot reads, each with its type and default; .env.example explains them.
import * as v from 'valibot';
import { isLoopback } from './runtime/loopback';
import { blobUrlOf } from './storage';

export const appTypes = ['UserAssignedMSI', 'SingleTenant', 'MultiTenant'] as const;

const guid = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID'));
const webUrl = v.pipe(
  v.string(),
  v.url('must be a URL'),
  v.regex(/^https?:/, 'must be an http or https URL'),
);
const origin = v.pipe(
  webUrl,
  v.transform((value) => new URL(value)),
  v.check(
    (url) => url.pathname === '/' && !url.search,
    'must be an origin, such as https://graph.microsoft.com',
  ),
  v.transform((url) => url.origin),
);
/** Shown on a page as a link: an email address or an https URL. */
const contact = v.pipe(
  v.string(),
  v.trim(),
  v.check(
    (value) =>
      v.is(v.union([v.pipe(v.string(), v.email()), v.pipe(v.string(), v.url(), v.regex(/^https:/i))]), value),
    'must be an email address or an https URL',
  ),
);
/** What commas separate. */
export const list = (separated: string) =>
  separated
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
const yesOrNo = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((value) => value === 'true'),
);

export const Environment = v.object({
  // Written otherwise, production would start with everything that a developer is allowed.
  NODE_ENV: v.optional(
    v.picklist(['production', 'development', 'test'], 'must be production, development or test'),
  ),
  PORT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be a port number'),
      v.transform(Number),
      v.maxValue(65535, 'must be a port number'),
    ),
    '3978',
  ),
  PUBLIC_URL: v.optional(origin),
  // App Service's name for the site; a browser writes it in lower case.
  WEBSITE_HOSTNAME: v.optional(
    v.pipe(
      v.string(),
      v.transform((name) => `https://${name}`),
      origin,
    ),
  ),
  TRUSTED_PROXIES: v.optional(
    v.pipe(v.string(), v.regex(/^\d$/, 'must be a number from 0 to 9'), v.transform(Number)),
    '0',
  ),
  MicrosoftAppId: v.optional(guid),
  MicrosoftAppType: v.optional(
    v.picklist(appTypes, 'must be UserAssignedMSI, SingleTenant or MultiTenant'),
    'MultiTenant',
  ),
  MicrosoftAppTenantId: v.optional(v.string()),
  MicrosoftAppPassword: v.optional(v.string()),
  ChannelService: v.optional(v.string()),
  ToChannelFromBotLoginUrl: v.optional(webUrl),
  ToChannelFromBotOAuthScope: v.optional(v.string()),
  ToBotFromChannelTokenIssuer: v.optional(v.string()),
  OAuthUrl: v.optional(webUrl),
  ToBotFromChannelOpenIdMetadataUrl: v.optional(webUrl),
  ToBotFromEmulatorOpenIdMetadataUrl: v.optional(webUrl),
  CallerId: v.optional(v.string()),
  ValidateAuthority: v.optional(v.picklist(['true', 'false'], 'must be true or false')),
  OAUTH_CONNECTION_NAME: v.optional(v.string(), 'graph'),
  DIRECTORY_CONNECTION_NAME: v.optional(v.string()),
  GRAPH_BASE_URL: v.optional(origin, 'https://graph.microsoft.com'),
  SIGN_OUT_URL: v.optional(webUrl, 'https://login.microsoftonline.com/common/oauth2/v2.0/logout'),
  // A token of the bot's identity goes there.
  BLOB_STORAGE_URL: v.optional(v.pipe(webUrl, v.regex(/^https:/i, 'must be an https URL'))),
  BLOB_STORAGE_CONNECTION_STRING: v.optional(
    v.pipe(
      v.string(),
      v.check((value) => blobUrlOf(value) !== undefined, 'must be a connection string of Azure storage'),
    ),
  ),
  BLOB_STORAGE_CONTAINER: v.optional(v.string(), 'mailbot'),
  ALLOWED_TENANTS: v.optional(v.pipe(v.string(), v.transform(list), v.array(guid)), ''),
  SHOW_ACCESS_TOKEN: v.optional(yesOrNo, 'false'),
  ALLOW_EMULATOR: v.optional(yesOrNo, 'false'),
  DIRECT_LINE_SECRET: v.optional(v.string()),
  DIRECT_LINE_URL: v.optional(origin, 'https://directline.botframework.com'),
  TEAMS_FILE_ORIGINS: v.optional(
    v.pipe(
      v.string(),
      v.transform(list),
      v.array(origin),
      v.check(
        (origins) => origins.every((one) => one.startsWith('https:') || isLoopback(one)),
        'must be https: http may only lead to this machine (127.0.0.1)',
      ),
    ),
    '',
  ),
  WEBCHAT_TRUSTED_ORIGINS: v.optional(v.pipe(v.string(), v.transform(list), v.array(origin)), ''),
  OPERATOR_NAME: v.optional(
    v.pipe(v.string(), v.trim(), v.maxLength(100, 'must have at most 100 characters')),
  ),
  OPERATOR_CONTACT: v.optional(contact),
  LOG_LEVEL: v.optional(
    v.picklist(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be a pino level, such as info',
    ),
    'info',
  ),
});
export type Environment = v.InferOutput<typeof Environment>;

/** Bot Framework's endpoints. They are set all together or not at all: with one of them the SDK drops its own for the rest. */
export const endpointNames = [
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'OAuthUrl',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
] as const;

/** Those of them that are asked; the others are only names. */
export const endpointUrls = [
  'ToChannelFromBotLoginUrl',
  'OAuthUrl',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
] as const;
