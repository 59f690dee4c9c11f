// The bot's channels to web pages, and Direct Line's secret in the vault.

param botName string

@description('Where a chat token may be used.')
param trustedOrigins array

param vaultName string

resource bot 'Microsoft.BotService/botServices@2022-09-15' existing = {
  name: botName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource directLine 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'DirectLineChannel'
  location: 'global'
  properties: {
    channelName: 'DirectLineChannel'
    properties: {
      sites: [
        {
          siteName: 'Default Site'
          isEnabled: true
          isV1Enabled: false
          isV3Enabled: true
          // Enhanced authentication: origins are checked, and nobody has to copy a code after signing in.
          isSecureSiteEnabled: true
          trustedOrigins: trustedOrigins
        }
      ]
    }
  }
}

// "Test in Web Chat" in the portal; the bot's own page goes through Direct Line.
resource webChat 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'WebChatChannel'
  location: 'global'
  properties: {
    channelName: 'WebChatChannel'
    properties: {
      sites: [
        {
          siteName: 'Default Site'
          isEnabled: true
          isWebchatPreviewEnabled: true
        }
      ]
    }
  }
  dependsOn: [directLine]
}

// The key goes from the channel to the vault and through no output: deployments show their outputs.
resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'direct-line-secret'
  properties: {
    contentType: 'text/plain'
    value: directLine.listChannelWithKeys().setting.sites[0].key
  }
}

// Without a version, so that a new key is found without a deployment.
output secretUri string = secret.properties.secretUri
