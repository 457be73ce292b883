import { aftermath, untouched } from '../support/aftermath';
import { scenario } from '../support/scenario';

/** What RDS answers, on the wire and in its own words, and what somebody can do about it. */
test.each<[code: string, says: string, remedy: RegExp]>([
  [
    'InvalidParameterCombination',
    'Cannot upgrade from 15.6 to 15.10',
    /Choose a version that RDS offers .*: aws rds describe-db-engine-versions --engine aurora-postgresql --engine-version 15\.6 /,
  ],
  [
    'InvalidParameterCombination',
    'The parameter group is not for this family',
    /belong to the family aurora-postgresql15: aws rds describe-db-cluster-parameter-groups /,
  ],
  [
    'InvalidParameterCombination',
    'Logical replication must be on',
    /Turn on replication in production's cluster parameter group/,
  ],
  [
    'InvalidParameterCombination',
    'A maintenance is under way',
    /is available and not under maintenance \(aws rds describe-db-clusters .*; aws rds describe-pending-maintenance-actions/,
  ],
  ['InvalidParameterValue', 'Name too long', /that the version and the parameter groups in the code suit it/],
  ['DBClusterParameterGroupNotFound', 'DBClusterParameterGroup not found: g', /target's parameter groups exist/],
  [
    'InvalidDBClusterStateFault',
    'a backup is running',
    /Something else is in progress: a maintenance action, a backup, a restore/,
  ],
  ['InvalidDBInstanceState', 'instance is modifying', /Something else is in progress/],
  ['ResourceBusy', 'The resource is busy', /Something else is in progress/],
  [
    'DBClusterQuotaExceededFault',
    'quota exceeded',
    /room for a second cluster. Check the quotas \(aws rds describe-account-attributes/,
  ],
  ['InstanceQuotaExceeded', 'quota exceeded', /request an increase in Service Quotas/],
  ['StorageQuotaExceeded', 'quota exceeded', /request an increase in Service Quotas/],
  ['InsufficientDBInstanceCapacity', 'no capacity', /choose another class/],
  ['InsufficientAvailableIPsInSubnetFault', 'no addresses', /Green needs IP addresses/],
  ['KMSKeyNotAccessibleFault', 'key is disabled', /KMS key is enabled/],
  ['SourceClusterNotSupportedFault', 'not supported', /blue-green-deployments-considerations\.html/],
  ['SomethingNew', 'who knows', /Fix what it reports\./],
])('CreateBlueGreenDeployment: %s (%s)', async (code, message, remedy) => {
  const it = await scenario();
  it.rds.addFault({ kind: 'call', operation: 'CreateBlueGreenDeployment', effect: 'refusal', code, text: message });
  const error = await it.upgrade().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({
    code: 'CREATE_REFUSED',
    exitCode: 3,
    message: expect.stringContaining(message),
    remedy: expect.stringMatching(remedy),
  });
  expect(error).toMatchObject({
    remedy: expect.stringMatching(
      /^Nothing was created\. .*hen continue: npm run upgrade -- aurora-bg-aurora-cluster$/s,
    ),
  });
  expect(aftermath(it.rds)).toMatchObject(untouched);
});
