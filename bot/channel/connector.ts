// The connector: the few calls of the Bot Connector API that the bot makes (Microsoft's page "API reference", version 3).
import type { Activity, ConversationParameters, ResourceResponse } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { CallService } from './serviceCalls';

/**
 * Makes a client for one channel.
 * @param serviceUrl as an activity of that channel names it
 */
export function openConnector(call: CallService, serviceUrl: string): ConnectorClient {
  const conversations = `${serviceUrl.replace(/(?<!\/)\/+$/, '')}/v3/conversations`;
  const activities = (conversation: string) =>
    `${conversations}/${encodeURIComponent(conversation)}/activities`;
  const activityAt = (conversation: string, id: string) =>
    `${activities(conversation)}/${encodeURIComponent(id)}`;
  const client = {
    conversations: {
      sendToConversation: (conversation: string, body: Activity) =>
        call<ResourceResponse>({ method: 'POST', url: activities(conversation), body }),
      replyToActivity: (conversation: string, id: string, body: Activity) =>
        call<ResourceResponse>({ method: 'POST', url: activityAt(conversation, id), body }),
      updateActivity: (conversation: string, id: string, body: Activity) =>
        call<ResourceResponse>({ method: 'PUT', url: activityAt(conversation, id), body }),
      createConversation: async (body: ConversationParameters) =>
        (await call<{ id: string }>({ method: 'POST', url: conversations, body })) ?? {},
    },
  };
  // botbuilder's class has a method for every call of the API; CloudAdapter, the only one to get this, makes these four.
  return client as unknown as ConnectorClient;
}
