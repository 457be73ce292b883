import type {
  StartActivityStreamRequest,
  StartActivityStreamResponse,
  StopActivityStreamRequest,
  StopActivityStreamResponse,
} from '@aws-sdk/client-rds';
import { requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed } from '../world/lookup';
import type { Action } from './action';

/** A stream begins and ends at once, and carries nothing. It belongs to the cluster, and green has none. */
export const startActivityStream: Action<StartActivityStreamRequest, StartActivityStreamResponse> = (
  context,
  { ResourceArn = '', KmsKeyId, Mode },
) => {
  const cluster = clusterNamed(context, ResourceArn);
  requireAvailableCluster(cluster);
  const stream = {
    ActivityStreamMode: Mode,
    ActivityStreamKmsKeyId: KmsKeyId,
    ActivityStreamKinesisStreamName: `aws-rds-das-${cluster.resourceId}`,
  };
  cluster.settings = { ...cluster.settings, ...stream, ActivityStreamStatus: 'started' };
  return {
    KmsKeyId,
    KinesisStreamName: stream.ActivityStreamKinesisStreamName,
    Status: 'starting',
    Mode,
    ApplyImmediately: true,
  };
};

export const stopActivityStream: Action<StopActivityStreamRequest, StopActivityStreamResponse> = (
  context,
  { ResourceArn = '' },
) => {
  const cluster = clusterNamed(context, ResourceArn);
  const { ActivityStreamKmsKeyId, ActivityStreamKinesisStreamName, ...settings } = cluster.settings;
  cluster.settings = { ...settings, ActivityStreamMode: undefined, ActivityStreamStatus: 'stopped' };
  return { KmsKeyId: ActivityStreamKmsKeyId, KinesisStreamName: ActivityStreamKinesisStreamName, Status: 'stopping' };
};
