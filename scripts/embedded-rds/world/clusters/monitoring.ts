import type { DBInstance } from '@aws-sdk/client-rds';
import { invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';

type Monitoring = Pick<DBInstance, 'MonitoringInterval' | 'MonitoringRoleArn'>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, MonitoringInterval */
const intervals = [0, 1, 5, 10, 15, 30, 60];

/** What a call makes of `current`. Throws InvalidParameterValue and InvalidParameterCombination. */
export function monitoringAfter(current: Monitoring, input: Monitoring): Monitoring {
  const MonitoringInterval = input.MonitoringInterval ?? current.MonitoringInterval;
  const MonitoringRoleArn = input.MonitoringRoleArn || current.MonitoringRoleArn;
  if (!intervals.includes(MonitoringInterval ?? 0)) {
    throw invalidParameterValue(
      `Invalid value ${MonitoringInterval} for MonitoringInterval. Valid values are: ${intervals.join(', ')}`,
    );
  }
  if ((MonitoringInterval ?? 0) !== 0 && MonitoringRoleArn === undefined) {
    // Wording: seen by users of Terraform, AWS CDK and CloudFormation alike.
    throw invalidParameterCombination(
      'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
    );
  }
  return { MonitoringInterval, MonitoringRoleArn };
}
