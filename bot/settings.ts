// Settings: environment variables in, one typed and frozen object out, or one message naming everything wrong.
import * as v from 'valibot';
import { appTypes, Environment, endpointNames, endpointUrls, list } from './environment';
import { isLoopback } from './runtime/loopback';
import { blobUrlOf, type StorageSettings } from './storage';

export type AppType = (typeof appTypes)[number];

/** Bot Framework's own names for another cloud or a stand-in; given to botbuilder as they are. */
export interface ChannelEndpoints {
  ToChannelFromBotLoginUrl: string;
  ToChannelFromBotOAuthScope: string;
  ToBotFromChannelTokenIssuer: string;
  OAuthUrl: string;
  ToBotFromChannelOpenIdMetadataUrl: string;
  ToBotFromEmulatorOpenIdMetadataUrl: string;
  CallerId?: string;
  ValidateAuthority?: string;
}

export interface Settings {
  production: boolean;
  port: number;
  /** The https origin people reach the bot at. */
  publicUrl?: string;
  /** How many proxies in front of the bot are believed in what they say of a caller. */
  trustedProxies: number;
  /** `id` is empty only outside production: authentication is then off and only 127.0.0.1 is listened on. */
  app: { id: string; type: AppType; tenantId?: string; password?: string };
  channelService?: string;
  endpoints?: ChannelEndpoints;
  connectionName: string;
  /** The connection for `User.ReadBasic.All`; without it recipients are given by address only. */
  directoryConnectionName?: string;
  /** An origin, without a trailing slash. */
  graphBaseUrl: string;
  /** Where the browser's own session at Microsoft is ended. */
  signOutUrl: string;
  storage: StorageSettings;
  /** Lower-case tenant ids; empty means any. */
  allowedTenants: string[];
  showAccessToken: boolean;
  /** Whether tokens that the Emulator gets with the bot's id and password count, on its own channel. */
  allowEmulator: boolean;
  directLine?: { secret: string; url: string };
  webChatTrustedOrigins: string[];
  /** Origins of Teams' files, beside Microsoft's own hosts. */
  teamsFileOrigins: string[];
  /** Who /privacy and /terms name as responsible. */
  operator: Operator;
  logLevel: string;
}

/** Without a name the pages speak of whoever runs the bot. */
export interface Operator {
  name?: string;
  /** An email address or an https URL. */
  contact?: string;
}

/** Thrown by `readSettings`; its message is meant for the person who starts the bot. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(readonly problems: string[]) {
    super(
      `The bot cannot start. Mend these settings (.env.example explains each):\n- ${problems.join('\n- ')}`,
    );
  }
}

/**
 * Reads and checks the settings.
 * @param environment as `process.env` has it; an empty value counts as absent
 * @throws SettingsError naming every problem at once
 */
export function readSettings(environment: Record<string, string | undefined>): Readonly<Settings> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = v.safeParse(Environment, given, { abortPipeEarly: true });
  // Values are not named: one of them may be a secret typed into the wrong line.
  const wrong = parsed.issues?.map((issue) => `${v.getDotPath(issue)?.split('.')[0]} ${issue.message}`) ?? [];
  const problems = [...new Set([...wrong, ...combinationProblems(given)])];
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  return Object.freeze(toSettings(parsed.output));
}

function combinationProblems(env: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  const type = appTypes.find((known) => known === (env.MicrosoftAppType ?? 'MultiTenant'));
  const production = env.NODE_ENV === 'production';
  if (production && !env.MicrosoftAppId) {
    problems.push('MicrosoftAppId is missing: without it anyone could speak to the bot as anyone');
  }
  if (!production && !env.MicrosoftAppId && type && type !== 'MultiTenant') {
    problems.push(`MicrosoftAppId is missing: ${type} needs it`);
  }
  if (production && !env.BLOB_STORAGE_URL && !env.BLOB_STORAGE_CONNECTION_STRING) {
    problems.push(
      'BLOB_STORAGE_URL (or BLOB_STORAGE_CONNECTION_STRING) is missing: memory forgets forms at a restart',
    );
  }
  if (production && env.DIRECT_LINE_SECRET && !env.PUBLIC_URL && !env.WEBSITE_HOSTNAME) {
    problems.push('PUBLIC_URL is missing: with DIRECT_LINE_SECRET it says which page gets chat tokens');
  }
  if (production) problems.push(...insecureProblems(env));
  if (env.BLOB_STORAGE_URL && env.BLOB_STORAGE_CONNECTION_STRING) {
    problems.push('BLOB_STORAGE_URL and BLOB_STORAGE_CONNECTION_STRING are both set: keep one');
  }
  if (env.MicrosoftAppId && type && type !== 'MultiTenant' && !env.MicrosoftAppTenantId) {
    problems.push(`MicrosoftAppTenantId is missing: ${type} needs it`);
  }
  if (env.MicrosoftAppId && type && type !== 'UserAssignedMSI' && !env.MicrosoftAppPassword) {
    problems.push(`MicrosoftAppPassword is missing: ${type} needs it`);
  }
  if (
    env.DIRECTORY_CONNECTION_NAME &&
    env.DIRECTORY_CONNECTION_NAME === (env.OAUTH_CONNECTION_NAME ?? 'graph')
  ) {
    problems.push(
      'DIRECTORY_CONNECTION_NAME names the connection of OAUTH_CONNECTION_NAME: it must be another one, or empty',
    );
  }
  const missing = endpointNames.filter((name) => !env[name]);
  const anyEndpoint = missing.length < endpointNames.length || env.CallerId;
  if (anyEndpoint && missing.length > 0) {
    problems.push(`${missing.join(', ')} missing: these endpoints are set all together or not at all`);
  }
  return problems;
}

/** Tokens, secrets, keys and records go to these addresses or come from them, and these sites may frame the chat. */
function insecureProblems(env: Record<string, string | undefined>): string[] {
  const alone = ['PUBLIC_URL', 'GRAPH_BASE_URL', 'DIRECT_LINE_URL', ...endpointUrls];
  const addresses: Record<string, (string | undefined)[]> = {
    ...Object.fromEntries(alone.map((name) => [name, [env[name]]])),
    BLOB_STORAGE_CONNECTION_STRING: [blobUrlOf(env.BLOB_STORAGE_CONNECTION_STRING ?? '')],
    WEBCHAT_TRUSTED_ORIGINS: list(env.WEBCHAT_TRUSTED_ORIGINS ?? ''),
  };
  return Object.entries(addresses)
    .filter(([, urls]) => urls.some((url = '') => /^http:/i.test(url) && !isLoopback(url)))
    .map(([name]) => `${name} must be https in production: http may only lead to this machine (127.0.0.1)`);
}

function toSettings(env: Environment): Settings {
  const publicUrl = env.PUBLIC_URL ?? env.WEBSITE_HOSTNAME;
  return {
    production: env.NODE_ENV === 'production',
    port: env.PORT,
    ...(publicUrl ? { publicUrl } : {}),
    trustedProxies: env.TRUSTED_PROXIES,
    app: {
      id: env.MicrosoftAppId ?? '',
      type: env.MicrosoftAppType,
      ...(env.MicrosoftAppTenantId ? { tenantId: env.MicrosoftAppTenantId } : {}),
      ...(env.MicrosoftAppPassword ? { password: env.MicrosoftAppPassword } : {}),
    },
    ...(env.ChannelService ? { channelService: env.ChannelService } : {}),
    ...(env.OAuthUrl ? { endpoints: endpointsOf(env) } : {}),
    connectionName: env.OAUTH_CONNECTION_NAME,
    ...(env.DIRECTORY_CONNECTION_NAME ? { directoryConnectionName: env.DIRECTORY_CONNECTION_NAME } : {}),
    graphBaseUrl: env.GRAPH_BASE_URL,
    signOutUrl: env.SIGN_OUT_URL,
    storage: storageOf(env),
    allowedTenants: env.ALLOWED_TENANTS.map((tenant) => tenant.toLowerCase()),
    showAccessToken: env.SHOW_ACCESS_TOKEN,
    allowEmulator: env.ALLOW_EMULATOR,
    ...(env.DIRECT_LINE_SECRET
      ? { directLine: { secret: env.DIRECT_LINE_SECRET, url: env.DIRECT_LINE_URL } }
      : {}),
    webChatTrustedOrigins: env.WEBCHAT_TRUSTED_ORIGINS,
    teamsFileOrigins: env.TEAMS_FILE_ORIGINS,
    operator: {
      ...(env.OPERATOR_NAME ? { name: env.OPERATOR_NAME } : {}),
      ...(env.OPERATOR_CONTACT ? { contact: env.OPERATOR_CONTACT } : {}),
    },
    logLevel: env.LOG_LEVEL,
  };
}

function storageOf(env: Environment): Settings['storage'] {
  const container = env.BLOB_STORAGE_CONTAINER;
  if (env.BLOB_STORAGE_URL) return { kind: 'blob', container, url: env.BLOB_STORAGE_URL };
  if (env.BLOB_STORAGE_CONNECTION_STRING) {
    return { kind: 'blob', container, connectionString: env.BLOB_STORAGE_CONNECTION_STRING };
  }
  return { kind: 'memory' };
}

function endpointsOf(env: Environment): ChannelEndpoints {
  const optional = { CallerId: env.CallerId, ValidateAuthority: env.ValidateAuthority };
  const required = endpointNames.map((name) => [name, env[name]]);
  return Object.fromEntries([
    ...required,
    ...Object.entries(optional).filter(([, value]) => value),
  ]) as ChannelEndpoints;
}
