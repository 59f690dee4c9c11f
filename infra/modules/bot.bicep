// The bot's registration, which the channels know it by, and its channel to Teams.

param name string
param tags object = {}
param displayName string
param sku string

@description('Where the bot is reached, without https://.')
param host string

@allowed(['UserAssignedMSI', 'SingleTenant'])
param appType string
param appId string
param appTenantId string

@description('The managed identity\'s resource id; none for an app registration.')
param identityId string = ''

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: {
    name: sku
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${host}/api/messages'
    msaAppType: appType
    msaAppId: appId
    msaAppTenantId: appTenantId
    msaAppMSIResourceId: empty(identityId) ? null : identityId
    publicNetworkAccess: 'Enabled'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
    }
  }
}

output name string = bot.name
