// What a deployment makes, as Bicep's compiler predicts it: infra/check.sh writes the snapshots and keeps them true.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const infra = join(__dirname, '../../infra');

interface Resource {
  type: string;
  name: string;
  properties: Record<string, unknown>;
}

/** What is only known in Azure stands in it as an expression, "[reference(…).clientId]". */
export interface Snapshot {
  predictedResources: Resource[];
  outputs: Record<string, string>;
}

/** Of azure.bicep with what it requires, of azure.bicep with every option, or of local.bicep with what it requires. */
export function readSnapshot(name: 'azure' | 'options' | 'local'): Snapshot {
  return JSON.parse(readFileSync(join(infra, `snapshots/${name}.snapshot.json`), 'utf8'));
}

/** The properties of the one resource of this type whose name ends like this. */
export function propertiesOf({ predictedResources }: Snapshot, type: string, ending = '') {
  const found = predictedResources.filter((one) => one.type === type && one.name.endsWith(ending));
  const [resource] = found;
  if (!resource || found.length > 1)
    throw new Error(`${found.length} resources of ${type} end in "${ending}"`);
  return resource.properties;
}
