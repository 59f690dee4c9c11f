// The bot's registration while it runs on a developer's machine behind a tunnel; a managed identity does not exist there.
targetScope = 'resourceGroup'

@description('The registration\'s name, which must be free in all of Azure.')
@minLength(4)
@maxLength(42)
param resourceBaseName string

@description('What people see as the bot\'s name.')
@maxLength(42)
param displayName string = 'Mail (local)'

@description('The bot\'s own app registration: its Application (client) ID.')
param botId string

@description('The tenant of that app registration.')
param botTenantId string = tenant().tenantId

@description('The tunnel\'s host name, without https://.')
param botDomain string

@description('The app registration that people sign in to: its Application (client) ID.')
param aadAppClientId string

@description('A client secret of that app registration.')
@secure()
param aadAppClientSecret string

@description('People of Microsoft Entra ID are signed in without a question. Off: everybody gets the sign-in button.')
param singleSignOn bool = true

@description('Recipients can be found by name, through a second OAuth connection.')
param directory bool = true

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: resourceBaseName
    displayName: displayName
    sku: 'F0'
    host: botDomain
    appType: 'SingleTenant'
    appId: botId
    appTenantId: botTenantId
  }
}

module connections 'modules/connections.bicep' = {
  name: 'connections'
  params: {
    botName: bot.outputs.name
    clientId: aadAppClientId
    clientSecret: aadAppClientSecret
    tokenExchangeUrl: singleSignOn ? 'api://botid-${botId}' : ''
    directory: directory
  }
}

output BOT_NAME string = bot.outputs.name
output BOT_TENANT_ID string = botTenantId
