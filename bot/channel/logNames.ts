// Names of channels, activities and invokes that reach the log: those that Bot Framework and Teams define, and no others.
import { type Activity, ActivityTypes, Channels } from 'botbuilder';

const channels = new Set<string>(Object.values(Channels));
const types = new Set<string>(Object.values(ActivityTypes));

/** Of Microsoft's pages on Teams bots, and of teamsActivityHandler.ts and activityHandler.ts of botbuilder 4.23. */
const invokes = new Set([
  'actionableMessage/executeAction',
  'adaptiveCard/action',
  'application/search',
  'composeExtension/anonymousQueryLink',
  'composeExtension/fetchTask',
  'composeExtension/onCardButtonClicked',
  'composeExtension/query',
  'composeExtension/queryLink',
  'composeExtension/querySettingUrl',
  'composeExtension/selectItem',
  'composeExtension/setting',
  'composeExtension/submitAction',
  'config/fetch',
  'config/submit',
  'fileConsent/invoke',
  'handoff/action',
  'healthCheck',
  'message/fetchTask',
  'message/submitAction',
  'signin/failure',
  'signin/tokenExchange',
  'signin/verifyState',
  'tab/fetch',
  'tab/submit',
  'task/fetch',
  'task/submit',
]);

const among = (known: Set<string>, name: string) => (known.has(name) ? name : 'other');

/** What the log calls an activity: an invoke by its name, any other by its type. Whoever sends it may choose both. */
export function namesForLog({ channelId, type, name }: Activity): { channel: string; command: string } {
  const isInvoke = type === ActivityTypes.Invoke;
  return {
    channel: among(channels, channelId),
    command: isInvoke && name ? among(invokes, name) : among(types, type),
  };
}
