// A deployment of azure.bicep with every parameter given, and unlike its default, for the snapshot beside this file.
using '../azure.bicep'

param resourceBaseName = 'mailbot'
param location = 'usgovvirginia'
param aadAppClientId = '33333333-3333-4333-8333-333333333333'
param aadAppClientSecret = 'a secret of the snapshot'
param singleSignOn = false
param directory = false
param displayName = 'Post'
param botSku = 'S1'
param planSku = 'P1v3'
param instances = 2
param autoscale = true
param maxInstances = 4
param nodeVersion = 'NODE|22-lts'
param storageSku = 'Standard_ZRS'
param keepDays = 60
param purgeProtection = true
param logDays = 90
param alertActionGroupId = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/mail/providers/Microsoft.Insights/actionGroups/operators'
param allowedTenants = '44444444-4444-4444-8444-444444444444,55555555-5555-4555-8555-555555555555'
param webChatTrustedOrigins = 'https://contoso.com,https://shop.contoso.com'
param publicUrl = 'https://mail.contoso.com'
param operatorName = 'Contoso IT'
param operatorContact = 'privacy@contoso.com'
param graphBaseUrl = 'https://graph.microsoft.us'
param directLineUrl = 'https://directline.botframework.azure.us'
param channelService = 'https://botframework.azure.us'
param tags = {
  owner: 'operators'
}
