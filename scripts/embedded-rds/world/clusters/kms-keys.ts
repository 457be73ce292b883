import { uuidOf } from '../names/ids';
import type { Scene } from '../scene';

/**
 * A key as RDS answers it, by its ARN: it is named by "the key ARN, key ID, alias ARN, or alias name"
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html, KmsKeyId). There is no KMS here: an alias
 * leads to a key of its own, always to the same.
 */
export function keyArn(scene: Scene, named: string): string {
  if (/^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(named)) return named;
  const [, home, alias] = /^(?:(arn:[^:]*:kms:[^:]*:[^:]*):)?alias\/(.+)$/.exec(named) ?? [];
  const { region, world } = scene;
  const here = home ?? `arn:aws:kms:${region.name}:${world.account}`;
  return `${here}:key/${alias === undefined ? named : uuidOf(`${alias} ${world.account} ${region.name}`)}`;
}

/** The account's own key for a service, `aws/rds`. */
export function ownKey(scene: Scene, service: 'rds' | 'secretsmanager'): string {
  return keyArn(scene, `alias/aws/${service}`);
}
