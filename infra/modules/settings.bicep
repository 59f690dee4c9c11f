// The site's settings: the bot's own, which .env.example explains, and a few of App Service's.

param siteName string
param appId string
param appTenantId string
param channelService string
param mailConnection string
param directoryConnection string
param graphBaseUrl string
param blobUrl string
param blobContainer string

@description('Where the secret is; not the secret.')
param directLineSecretUri string
param directLineUrl string
param webChatTrustedOrigins string
param publicUrl string
param allowedTenants string
param operatorName string
param operatorContact string

resource site 'Microsoft.Web/sites@2024-11-01' existing = {
  name: siteName
}

// An empty setting is one that is not set; PORT and WEBSITE_HOSTNAME come from App Service.
resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: site
  name: 'appsettings'
  properties: {
    NODE_ENV: 'production'
    MicrosoftAppType: 'UserAssignedMSI'
    MicrosoftAppId: appId
    MicrosoftAppTenantId: appTenantId
    ChannelService: channelService
    OAUTH_CONNECTION_NAME: mailConnection
    DIRECTORY_CONNECTION_NAME: directoryConnection
    GRAPH_BASE_URL: graphBaseUrl
    BLOB_STORAGE_URL: blobUrl
    BLOB_STORAGE_CONTAINER: blobContainer
    DIRECT_LINE_SECRET: '@Microsoft.KeyVault(SecretUri=${directLineSecretUri})'
    DIRECT_LINE_URL: directLineUrl
    WEBCHAT_TRUSTED_ORIGINS: webChatTrustedOrigins
    PUBLIC_URL: publicUrl
    // App Service's front end, which adds who asks to X-Forwarded-For.
    TRUSTED_PROXIES: '1'
    ALLOWED_TENANTS: allowedTenants
    OPERATOR_NAME: operatorName
    OPERATOR_CONTACT: operatorContact
    // The package is run as it is: nothing to build, nothing to install.
    SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
    WEBSITE_RUN_FROM_PACKAGE: '1'
    // Seconds from SIGTERM to the kill, 5 if left out; the bot needs up to 21 to finish what is under way.
    WEBSITES_CONTAINER_STOP_TIME_LIMIT: '30'
  }
}
