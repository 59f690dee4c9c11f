// stub
import { ManagedIdentityApplication } from '@azure/msal-node';
export function openIdentity(clientId?: string) {
  const app = new ManagedIdentityApplication(
    clientId ? { managedIdentityIdParams: { userAssignedClientId: clientId } } : {},
  );
  return async (resource: string): Promise<{ token: string; expiresOn: Date }> => {
    const r = await app.acquireToken({ resource });
    return { token: r.accessToken, expiresOn: r.expiresOn as Date };
  };
}
