// A deployment of local.bicep with nothing but what it requires, for the snapshot beside this file.
using '../local.bicep'

param resourceBaseName = 'mailbot'
param botId = '11111111-1111-4111-8111-111111111111'
param botDomain = 'mailbot-3978.euw.devtunnels.ms'
param aadAppClientId = '33333333-3333-4333-8333-333333333333'
param aadAppClientSecret = 'a secret of the snapshot'
