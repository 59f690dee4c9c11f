// The OAuth connections people sign in through: one to send mail as them, one to find recipients in their organisation.

param botName string
param clientId string

@secure()
param clientSecret string

@description('The Application ID URI of the app registration; empty: no single sign-on.')
param tokenExchangeUrl string

@description('Whether there is the second connection.')
param directory bool

// Azure Active Directory v2.
var provider = '30dd229c-58e3-4a48-bdfd-91ec48eb906c'
var exchange = empty(tokenExchangeUrl) ? [] : [{ key: 'tokenExchangeUrl', value: tokenExchangeUrl }]

resource bot 'Microsoft.BotService/botServices@2022-09-15' existing = {
  name: botName
}

resource mail 'Microsoft.BotService/botServices/connections@2022-09-15' = {
  parent: bot
  name: 'graph'
  location: 'global'
  properties: {
    serviceProviderId: provider
    serviceProviderDisplayName: 'Azure Active Directory v2'
    clientId: clientId
    clientSecret: clientSecret
    scopes: 'openid profile offline_access User.Read Mail.Send'
    // Work, school and personal accounts.
    parameters: concat([{ key: 'tenantID', value: 'common' }], exchange)
  }
}

resource people 'Microsoft.BotService/botServices/connections@2022-09-15' = if (directory) {
  parent: bot
  name: 'directory'
  location: 'global'
  properties: {
    serviceProviderId: provider
    serviceProviderDisplayName: 'Azure Active Directory v2'
    clientId: clientId
    clientSecret: clientSecret
    scopes: 'openid profile offline_access User.ReadBasic.All'
    // A personal account belongs to no organisation, and has nobody to look up.
    parameters: concat([{ key: 'tenantID', value: 'organizations' }], exchange)
  }
  dependsOn: [mail]
}

output mailConnection string = mail.name
output directoryConnection string = directory ? 'directory' : ''
