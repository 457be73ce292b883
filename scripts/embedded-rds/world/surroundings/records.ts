import type { MetricAlarm, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type {
  CreateDBProxyRequest,
  CreateEventSubscriptionMessage,
  CreateIntegrationMessage,
  DBProxyTargetGroup,
  Tag,
} from '@aws-sdk/client-rds';

/** What stands around clusters: it refers to them by name, or by ARN, and knows nothing of a switchover. */

export interface ProxyRecord {
  name: string;
  /** The part of its ARN that is its own. */
  id: string;
  createdAt: number;
  settings: Omit<CreateDBProxyRequest, 'Tags'>;
  pool: DBProxyTargetGroup['ConnectionPoolConfig'];
  /** Names of the clusters that were registered. */
  clusters: string[];
  tags: Tag[];
}

export interface EventSubscriptionRecord {
  name: string;
  createdAt: number;
  settings: Omit<CreateEventSubscriptionMessage, 'Tags' | 'SourceIds'>;
  sources: string[];
  tags: Tag[];
}

export interface IntegrationRecord {
  /** A UUID. */
  id: string;
  createdAt: number;
  settings: Omit<CreateIntegrationMessage, 'Tags'>;
  tags: Tag[];
}

export interface AlarmRecord {
  name: string;
  updatedAt: number;
  settings: Omit<PutMetricAlarmInput, 'Tags'>;
  state: NonNullable<MetricAlarm['StateValue']>;
  tags: Tag[];
}

export interface MaintenanceRecord {
  action: string;
  description?: string;
  /** When RDS does it by itself. */
  appliedAt?: number;
}

/** A value that an instance publishes from a moment on. */
export interface MetricSpan {
  since: number;
  /** Undefined: nothing is published. */
  value?: number;
}
