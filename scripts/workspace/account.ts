import type { DesiredCluster } from '../desired/desired-cluster';
import { refusal } from '../runtime/errors';

/** The provider's own `allowed_account_ids` and `forbidden_account_ids`, honoured before anything is read or changed. */
export function checkAccount(cluster: Pick<DesiredCluster, 'provider' | 'stack'>, account: string): void {
  const { allowedAccountIds: allowed, forbiddenAccountIds: forbidden } = cluster.provider;
  if (allowed !== undefined && allowed.length > 0 && !allowed.includes(account)) {
    throw refusal(
      'WRONG_ACCOUNT',
      `The credentials belong to account ${account}, but the provider of the stack ${cluster.stack} allows only ${allowed.join(', ')}.`,
      'Switch to credentials of that account (AWS_PROFILE) and run the command again.',
    );
  }
  if (forbidden?.includes(account) === true) {
    throw refusal(
      'WRONG_ACCOUNT',
      `The credentials belong to account ${account}, which the provider of the stack ${cluster.stack} forbids.`,
      'Switch to credentials of another account (AWS_PROFILE) and run the command again.',
    );
  }
}
