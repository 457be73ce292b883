import * as sdk from '@aws-sdk/client-application-auto-scaling';
import { given } from '../../runtime/given';
import { RdsFault, translate } from '../faults';
import { allOf } from '../pages';
import type { Target } from '../target';
import type { AutoscalingPort } from './autoscaling-port';
import type { ClusterScaling, ScalableTarget, ScalingPolicy, ScheduledAction } from './types';

const ServiceNamespace = 'rds' as const;

/** `cluster:orders` */
const resourceOf = (clusterIdentifier: string) => `cluster:${clusterIdentifier}`;

/** The port over the SDK. Loading the client takes a while: this file is loaded only if auto scaling is needed. */
export class SdkAutoscaling implements AutoscalingPort {
  constructor(
    private readonly client: sdk.ApplicationAutoScalingClient,
    private readonly target: Target,
  ) {}

  async scalingOf(clusterIdentifier: string): Promise<ClusterScaling> {
    const ResourceId = resourceOf(clusterIdentifier);
    const paging = { client: this.client };
    const targets = await this.all(
      'DescribeScalableTargets',
      sdk.paginateDescribeScalableTargets(paging, { ServiceNamespace, ResourceIds: [ResourceId] }),
      (page) => page.ScalableTargets,
    );
    // Policies and scheduled actions cannot be without a target.
    if (targets.length === 0) return { targets: [], policies: [], scheduledActions: [] };
    const policies = await this.all(
      'DescribeScalingPolicies',
      sdk.paginateDescribeScalingPolicies(paging, { ServiceNamespace, ResourceId }),
      (page) => page.ScalingPolicies,
    );
    const actions = await this.all(
      'DescribeScheduledActions',
      sdk.paginateDescribeScheduledActions(paging, { ServiceNamespace, ResourceId }),
      (page) => page.ScheduledActions,
    );
    const withTags: ScalableTarget[] = [];
    for (const each of targets) withTags.push(parseTarget(each, await this.tagsOf(each.ScalableTargetARN)));
    return { targets: withTags, policies: policies.map(parsePolicy), scheduledActions: actions.map(parseAction) };
  }

  async registerTarget(clusterIdentifier: string, target: ScalableTarget): Promise<void> {
    const { suspended } = target;
    const request: sdk.RegisterScalableTargetRequest = {
      ServiceNamespace,
      ResourceId: resourceOf(clusterIdentifier),
      ScalableDimension: target.dimension as sdk.ScalableDimension,
      MinCapacity: target.minCapacity,
      MaxCapacity: target.maxCapacity,
      RoleARN: target.roleArn,
      SuspendedState: suspended && {
        DynamicScalingInSuspended: suspended.dynamicIn,
        DynamicScalingOutSuspended: suspended.dynamicOut,
        ScheduledScalingSuspended: suspended.scheduled,
      },
    };
    const send = (Tags?: Record<string, string>) =>
      this.call('RegisterScalableTarget', () =>
        this.client.send(new sdk.RegisterScalableTargetCommand({ ...request, Tags })),
      );
    if (Object.keys(target.tags).length === 0) return void (await send());
    try {
      await send({ ...target.tags });
    } catch (error) {
      // Tags are taken for a new target only: it stands already, with those of whoever was faster.
      if (!(error instanceof RdsFault && /already exists/.test(error.message))) throw error;
      await send();
    }
  }

  async putPolicy(clusterIdentifier: string, policy: ScalingPolicy): Promise<void> {
    const command = new sdk.PutScalingPolicyCommand({
      ServiceNamespace,
      ResourceId: resourceOf(clusterIdentifier),
      ScalableDimension: policy.dimension as sdk.ScalableDimension,
      PolicyName: policy.name,
      PolicyType: policy.type as sdk.PolicyType,
      ...policy.configuration,
    });
    await this.call('PutScalingPolicy', () => this.client.send(command));
  }

  async putScheduledAction(clusterIdentifier: string, action: ScheduledAction): Promise<void> {
    const command = new sdk.PutScheduledActionCommand({
      ServiceNamespace,
      ResourceId: resourceOf(clusterIdentifier),
      ScalableDimension: action.dimension as sdk.ScalableDimension,
      ScheduledActionName: action.name,
      Schedule: action.schedule,
      Timezone: action.timezone,
      StartTime: action.startAt === undefined ? undefined : new Date(action.startAt),
      EndTime: action.endAt === undefined ? undefined : new Date(action.endAt),
      ScalableTargetAction: { MinCapacity: action.minCapacity, MaxCapacity: action.maxCapacity },
    });
    await this.call('PutScheduledAction', () => this.client.send(command));
  }

  private async tagsOf(arn: string | undefined): Promise<Record<string, string>> {
    if (arn === undefined) return {};
    const command = new sdk.ListTagsForResourceCommand({ ResourceARN: arn });
    return (await this.call('ListTagsForResource', () => this.client.send(command))).Tags ?? {};
  }

  private all<Page, Item>(
    operation: string,
    pages: AsyncIterable<Page>,
    items: (page: Page) => Item[] | undefined,
  ): Promise<Item[]> {
    return this.call(operation, () => allOf(pages, items));
  }

  private async call<T>(operation: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw translate(operation, error, this.target.hostOf('autoscaling'), 'Application Auto Scaling');
    } finally {
      this.target.refuseMixed();
    }
  }
}

function parseTarget(raw: sdk.ScalableTarget, tags: Record<string, string>): ScalableTarget {
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } = raw.SuspendedState ?? {};
  const suspended = {
    dynamicIn: DynamicScalingInSuspended ?? false,
    dynamicOut: DynamicScalingOutSuspended ?? false,
    scheduled: ScheduledScalingSuspended ?? false,
  };
  const linked = raw.RoleARN === undefined || raw.RoleARN.includes(':role/aws-service-role/');
  return {
    dimension: raw.ScalableDimension ?? '',
    minCapacity: raw.MinCapacity ?? 0,
    maxCapacity: raw.MaxCapacity ?? 0,
    ...(Object.values(suspended).includes(true) ? { suspended } : {}),
    ...(linked ? {} : { roleArn: raw.RoleARN }),
    tags,
  };
}

function parsePolicy(raw: sdk.ScalingPolicy): ScalingPolicy {
  const configuration = Object.entries(raw).filter(
    ([name, value]) => /PolicyConfiguration$/.test(name) && value !== undefined,
  );
  return {
    name: raw.PolicyName ?? '',
    dimension: raw.ScalableDimension ?? '',
    type: raw.PolicyType ?? '',
    configuration: Object.fromEntries(configuration),
  };
}

function parseAction(raw: sdk.ScheduledAction): ScheduledAction {
  const { MinCapacity, MaxCapacity } = raw.ScalableTargetAction ?? {};
  return {
    name: raw.ScheduledActionName ?? '',
    dimension: raw.ScalableDimension ?? '',
    schedule: raw.Schedule ?? '',
    ...given({
      timezone: raw.Timezone,
      startAt: raw.StartTime?.getTime(),
      endAt: raw.EndTime?.getTime(),
      minCapacity: MinCapacity,
      maxCapacity: MaxCapacity,
    }),
  };
}
