import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from './validate-identifiers';
import { keyProblems } from './validate-keys';

/** Encryption, storage type, snapshots and backups. */
export function storageProblems(props: AuroraClusterProps): Problem[] {
  const { storageEncrypted, kmsKeyId, storageType, snapshotIdentifier, masterUsername } = props;
  const { backupRetentionPeriod: days } = props;
  const problems: Problem[] = [];
  if (storageEncrypted === false && kmsKeyId !== undefined) {
    problems.push({
      prop: 'kmsKeyId',
      message: 'A key encrypts nothing while storageEncrypted is false.',
      remedy: 'Remove one of the two.',
    });
  }
  problems.push(...keyProblems('kmsKeyId', kmsKeyId, 'every plan would want to replace the cluster'));
  if (storageType === '') {
    problems.push({
      prop: 'storageType',
      message: 'An empty string does not set one: the provider would leave the storage as it is.',
      remedy: "Write 'aurora' for Aurora Standard, or remove it.",
    });
  }
  if (
    storageType !== undefined &&
    !isUnresolved(storageType) &&
    !['', 'aurora', 'aurora-iopt1'].includes(storageType)
  ) {
    problems.push({
      prop: 'storageType',
      message: `Aurora has no storage type "${storageType}".`,
      remedy: "Write 'aurora-iopt1', or 'aurora' for Aurora Standard.",
    });
  }
  if (snapshotIdentifier !== undefined && masterUsername !== undefined) {
    problems.push({
      prop: 'masterUsername',
      message: 'A cluster that is created from a snapshot has the master user of the snapshot.',
      remedy: 'Remove it.',
    });
  }
  if (days !== undefined && !isUnresolved(days) && !(Number.isInteger(days) && days >= 1 && days <= 35)) {
    problems.push({
      prop: 'backupRetentionPeriod',
      message: `RDS does not keep backups for ${days} days.`,
      remedy: 'Write a whole number from 1 to 35.',
    });
  }
  return problems;
}
