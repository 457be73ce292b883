import { aftermath, untouched } from '../support/aftermath';
import { scenario } from '../support/scenario';

/** What RDS answers, on the wire and in its own words, and what somebody can do about it. */
test.each<[code: string, says: string, remedy: RegExp]>([
  [
    'InvalidParameterCombination',
    'Cannot upgrade from 15.6 to 15.10',
    /Take a version that RDS offers .*: aws rds describe-db-engine-versions --engine aurora-postgresql --engine-version 15\.6 /,
  ],
  [
    'InvalidParameterCombination',
    'The parameter group is not for this family',
    /are of the family aurora-postgresql15: aws rds describe-db-cluster-parameter-groups /,
  ],
  [
    'InvalidParameterCombination',
    'Logical replication must be on',
    /Switch replication on in production's cluster parameter group/,
  ],
  [
    'InvalidParameterCombination',
    'A maintenance is under way',
    /is available and under no maintenance \(aws rds describe-db-clusters .*; aws rds describe-pending-maintenance-actions/,
  ],
  ['InvalidParameterValue', 'Name too long', /that the version and the parameter groups of the code suit it/],
  ['DBClusterParameterGroupNotFound', 'DBClusterParameterGroup not found: g', /parameter groups of the target exist/],
  [
    'InvalidDBClusterStateFault',
    'a backup is running',
    /Something else is under way: a maintenance action, a backup, a restore/,
  ],
  ['InvalidDBInstanceState', 'instance is modifying', /Something else is under way/],
  ['ResourceBusy', 'The resource is busy', /Something else is under way/],
  [
    'DBClusterQuotaExceededFault',
    'quota exceeded',
    /room for a second cluster. See the quotas \(aws rds describe-account-attributes/,
  ],
  ['InstanceQuotaExceeded', 'quota exceeded', /ask for more in Service Quotas/],
  ['StorageQuotaExceeded', 'quota exceeded', /ask for more in Service Quotas/],
  ['InsufficientDBInstanceCapacity', 'no capacity', /take another instance class/],
  ['InsufficientAvailableIPsInSubnetFault', 'no addresses', /Green needs addresses/],
  ['KMSKeyNotAccessibleFault', 'key is disabled', /KMS key is enabled/],
  ['SourceClusterNotSupportedFault', 'not supported', /blue-green-deployments-considerations\.html/],
  ['SomethingNew', 'who knows', /Mend what it names\./],
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
      /^Nothing was created\. .*hen continue: npm run upgrade -- aurora-bg-aurora-cluster$/,
    ),
  });
  expect(aftermath(it.rds)).toMatchObject(untouched);
});
