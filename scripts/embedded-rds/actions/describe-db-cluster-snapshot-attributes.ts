import type {
  DescribeDBClusterSnapshotAttributesMessage,
  DescribeDBClusterSnapshotAttributesResult,
} from '@aws-sdk/client-rds';
import { snapshotNamed } from '../world/names/snapshot-names';
import type { Action } from './action';

/** Nothing is ever shared with another account: there is only one. */
export const describeDBClusterSnapshotAttributes: Action<
  DescribeDBClusterSnapshotAttributesMessage,
  DescribeDBClusterSnapshotAttributesResult
> = (context, input) => ({
  DBClusterSnapshotAttributesResult: {
    DBClusterSnapshotIdentifier: snapshotNamed(context, input.DBClusterSnapshotIdentifier ?? '').identifier,
    DBClusterSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [] }],
  },
});
