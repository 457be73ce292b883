import type { CopyDBClusterSnapshotMessage, CopyDBClusterSnapshotResult } from '@aws-sdk/client-rds';
import { copySnapshot } from '../timelines/snapshot-cluster';
import { fault } from '../wire/service-fault';
import { keyArn } from '../world/clusters/kms-keys';
import { arnOf } from '../world/names/arn';
import { newSnapshotIdentifier, snapshotNamed } from '../world/names/snapshot-names';
import { plainCopy } from '../world/plain-copy';
import { mergeTags, tagsOf } from '../world/tags';
import { begin } from '../world/timeline';
import { dbClusterSnapshotView } from '../world/views/db-cluster-snapshot';
import type { ClusterSnapshotRecord } from '../world/world';
import type { Action } from './action';

export const copyDBClusterSnapshot: Action<CopyDBClusterSnapshotMessage, CopyDBClusterSnapshotResult> = (
  context,
  input,
) => {
  const source = snapshotNamed(context, input.SourceDBClusterSnapshotIdentifier ?? '');
  const identifier = newSnapshotIdentifier(
    context,
    'TargetDBClusterSnapshotIdentifier',
    input.TargetDBClusterSnapshotIdentifier ?? '',
  );
  if (source.status !== 'available') {
    throw fault(
      'InvalidDBClusterSnapshotStateFault',
      `DB cluster snapshot ${source.identifier} is not in available state.`,
    );
  }
  const tags = mergeTags(input.CopyTags ? source.tags : [], tagsOf(input.Tags));
  const isEncrypted = source.settings.StorageEncrypted || input.KmsKeyId !== undefined;
  const snapshot: ClusterSnapshotRecord = {
    ...plainCopy(source),
    identifier,
    status: 'copying',
    createdAt: context.now,
    tags,
  };
  snapshot.settings.SourceDBClusterSnapshotArn = arnOf(context, 'cluster-snapshot', source.identifier);
  snapshot.settings.StorageEncrypted = isEncrypted;
  if (input.KmsKeyId !== undefined) snapshot.settings.KmsKeyId = keyArn(context, input.KmsKeyId);
  context.region.clusterSnapshots[identifier] = snapshot;
  begin(context, copySnapshot, { snapshot: identifier });
  return { DBClusterSnapshot: dbClusterSnapshotView(context, snapshot) };
};
