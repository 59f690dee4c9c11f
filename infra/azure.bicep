// Everything the bot runs on in Azure: its identity, site, storage, vault, logs, and its registration with its channels.
targetScope = 'resourceGroup'

@description('Every name begins with it, so it must be free in all of Azure: letters and digits.')
@minLength(4)
@maxLength(20)
param resourceBaseName string

@description('Where it all runs. The bot\'s registration has no place of its own.')
param location string = resourceGroup().location

@description('The app registration that people sign in to: its Application (client) ID.')
param aadAppClientId string

@description('A client secret of that app registration.')
@secure()
param aadAppClientSecret string

@description('People of Microsoft Entra ID are signed in without a question. Off: everybody gets the sign-in button.')
param singleSignOn bool = true

@description('Recipients can be found by name, through a second OAuth connection.')
param directory bool = true

@description('What people see as the bot\'s name.')
@maxLength(42)
param displayName string = 'Mail'

@description('The bot\'s registration. F0 takes 10,000 messages a month on the web page; Teams is free on both.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

@description('The App Service plan. Autoscale needs one that begins with S or P.')
@allowed(['B1', 'B2', 'B3', 'S1', 'S2', 'S3', 'P0v3', 'P1v3', 'P2v3', 'P3v3'])
param planSku string = 'B1'

@description('How many instances run, and the fewest with autoscale.')
@minValue(1)
param instances int = 1

@description('More instances while the processor is busy.')
param autoscale bool = false

@description('The most instances autoscale may start.')
param maxInstances int = 5

@description('Node\'s long-term support version, as App Service names it.')
@allowed(['NODE|22-lts', 'NODE|24-lts'])
param nodeVersion string = 'NODE|24-lts'

@description('How often the storage keeps each record: in one building, or in three.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_LRS'

@description('Days after its last change until a record is deleted. The bot itself looks back 30.')
@minValue(31)
param keepDays int = 31

@description('Nobody can remove the vault for good before its time. It cannot be turned off again.')
param purgeProtection bool = false

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 30

@description('The id of an action group that is told when the bot is down or fails; empty: nobody is told.')
param alertActionGroupId string = ''

@description('Tenants whose Teams may use the bot, separated by commas; empty: any.')
param allowedTenants string = ''

@description('Sites that may show the chat, as origins separated by commas.')
param webChatTrustedOrigins string = ''

@description('The https origin of a domain of your own; empty: the one App Service gives.')
param publicUrl string = ''

@description('Who runs the bot, for the pages on privacy and terms: an organisation or a person.')
@maxLength(100)
param operatorName string = ''

@description('How to reach them: an email address or an https address.')
param operatorContact string = ''

@description('Microsoft Graph, which another cloud has elsewhere.')
param graphBaseUrl string = 'https://graph.microsoft.com'

@description('Direct Line, which another cloud has elsewhere.')
param directLineUrl string = 'https://directline.botframework.com'

@description('Another cloud\'s Bot Framework, such as https://botframework.azure.us; empty: the public cloud.')
param channelService string = ''

@description('Tags of every resource.')
param tags object = {}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: '${resourceBaseName}-identity'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'st${toLower(replace(resourceBaseName, '-', ''))}'
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.outputs.principalId
    keepDays: keepDays
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-${resourceBaseName}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    purgeProtection: purgeProtection
  }
}

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: {
    name: '${resourceBaseName}-logs'
    location: location
    tags: tags
    days: logDays
  }
}

module site 'modules/site.bicep' = {
  name: 'site'
  params: {
    name: resourceBaseName
    location: location
    tags: tags
    planSku: planSku
    instances: instances
    nodeVersion: nodeVersion
    identityId: identity.outputs.id
    workspaceId: logs.outputs.id
  }
}

module scaling 'modules/autoscale.bicep' = if (autoscale) {
  name: 'autoscale'
  params: {
    name: '${resourceBaseName}-autoscale'
    location: location
    tags: tags
    planId: site.outputs.planId
    minInstances: instances
    maxInstances: maxInstances
  }
}

module alerts 'modules/alerts.bicep' = if (!empty(alertActionGroupId)) {
  name: 'alerts'
  params: {
    namePrefix: resourceBaseName
    tags: tags
    siteId: site.outputs.id
    actionGroupId: alertActionGroupId
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: resourceBaseName
    tags: tags
    displayName: displayName
    sku: botSku
    host: site.outputs.hostName
    appType: 'UserAssignedMSI'
    appId: identity.outputs.clientId
    appTenantId: identity.outputs.tenantId
    identityId: identity.outputs.id
  }
}

module connections 'modules/connections.bicep' = {
  name: 'connections'
  params: {
    botName: bot.outputs.name
    clientId: aadAppClientId
    clientSecret: aadAppClientSecret
    tokenExchangeUrl: singleSignOn ? 'api://botid-${identity.outputs.clientId}' : ''
    directory: directory
  }
}

module webChat 'modules/webChat.bicep' = {
  name: 'webChat'
  params: {
    botName: bot.outputs.name
    // The chat on any other site is a frame of this origin, so no other one uses a token.
    trustedOrigins: concat(['https://${site.outputs.hostName}'], empty(publicUrl) ? [] : [publicUrl])
    vaultName: vault.outputs.name
  }
  // The channels and connections are parts of one registration: not written at the same time.
  dependsOn: [connections]
}

// Last: writing settings restarts the site, which then finds its secret, its storage and its rights.
module settings 'modules/settings.bicep' = {
  name: 'settings'
  params: {
    siteName: site.outputs.name
    appId: identity.outputs.clientId
    appTenantId: identity.outputs.tenantId
    channelService: channelService
    mailConnection: connections.outputs.mailConnection
    directoryConnection: connections.outputs.directoryConnection
    graphBaseUrl: graphBaseUrl
    blobUrl: storage.outputs.blobUrl
    blobContainer: storage.outputs.container
    directLineSecretUri: webChat.outputs.secretUri
    directLineUrl: directLineUrl
    webChatTrustedOrigins: webChatTrustedOrigins
    publicUrl: publicUrl
    allowedTenants: allowedTenants
    operatorName: operatorName
    operatorContact: operatorContact
  }
}

// In the names that Teams' toolkit writes to its environment file.
output BOT_ID string = identity.outputs.clientId
output BOT_TENANT_ID string = identity.outputs.tenantId
output BOT_NAME string = bot.outputs.name
output BOT_DOMAIN string = site.outputs.hostName
output BOT_AZURE_APP_SERVICE_RESOURCE_ID string = site.outputs.id
