// A deployment of azure.bicep with nothing but what it requires, for the snapshot beside this file.
using '../azure.bicep'

param resourceBaseName = 'mailbot'
param aadAppClientId = '33333333-3333-4333-8333-333333333333'
param aadAppClientSecret = 'a secret of the snapshot'
