import type { Connection } from '../aws/connection';
import type { Identity } from '../aws/rds/types';
import type { RunEvent } from '../report/event';

/** What this run acts on, told before anything else. */
export const targetEvent = (
  { target, region }: Pick<Connection, 'target' | 'region'>,
  identity: Identity,
): RunEvent => ({
  code: 'TARGET',
  format: 1,
  description: target.describe(),
  embedded: target.embedded.rds === true,
  account: identity.account,
  region,
  caller: identity.arn,
});
