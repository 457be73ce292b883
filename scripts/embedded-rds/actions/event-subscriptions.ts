import type {
  AddSourceIdentifierToSubscriptionMessage,
  AddSourceIdentifierToSubscriptionResult,
  CreateEventSubscriptionMessage,
  CreateEventSubscriptionResult,
  DeleteEventSubscriptionMessage,
  DeleteEventSubscriptionResult,
  DescribeEventSubscriptionsMessage,
  EventSubscription,
  EventSubscriptionsMessage,
  ModifyEventSubscriptionMessage,
  ModifyEventSubscriptionResult,
  RemoveSourceIdentifierFromSubscriptionMessage,
  RemoveSourceIdentifierFromSubscriptionResult,
} from '@aws-sdk/client-rds';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { refuseFilters } from '../world/filters';
import { findCluster, findInstance } from '../world/lookup';
import { arnOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import type { Scene } from '../world/scene';
import type { EventSubscriptionRecord } from '../world/surroundings/records';
import { tagsOf } from '../world/tags';
import type { Action, ActionContext } from './action';

/** A subscription is active at once; there is no SNS here, and nobody is told anything. */
export const createEventSubscription: Action<CreateEventSubscriptionMessage, CreateEventSubscriptionResult> = (
  context,
  { Tags, SourceIds = [], ...settings },
) => {
  const { region, now } = context;
  const name = settings.SubscriptionName ?? '';
  if (region.eventSubscriptions[name] !== undefined) {
    throw fault('SubscriptionAlreadyExistFault', `Event Subscription ${name} already exists.`);
  }
  const record: EventSubscriptionRecord = {
    name,
    createdAt: now,
    settings,
    sources: SourceIds.map((source) => checkedSource(context, settings.SourceType, source)),
    tags: tagsOf(Tags),
  };
  region.eventSubscriptions[name] = record;
  return { EventSubscription: view(context, record) };
};

export const describeEventSubscriptions: Action<DescribeEventSubscriptionsMessage, EventSubscriptionsMessage> = (
  context,
  input,
) => {
  refuseFilters(input.Filters);
  const all = input.SubscriptionName
    ? [named(context, input.SubscriptionName)]
    : Object.values(context.region.eventSubscriptions);
  const { page, Marker } = paginate(all, input, ({ name }) => name);
  return { EventSubscriptionsList: page.map((each) => view(context, each)), Marker };
};

export const modifyEventSubscription: Action<ModifyEventSubscriptionMessage, ModifyEventSubscriptionResult> = (
  context,
  input,
) => {
  const record = named(context, input.SubscriptionName ?? '');
  record.settings = { ...record.settings, ...input };
  return { EventSubscription: view(context, record) };
};

export const deleteEventSubscription: Action<DeleteEventSubscriptionMessage, DeleteEventSubscriptionResult> = (
  context,
  input,
) => {
  const record = named(context, input.SubscriptionName ?? '');
  delete context.region.eventSubscriptions[record.name];
  return { EventSubscription: { ...view(context, record), Status: 'deleting' } };
};

export const addSourceIdentifierToSubscription: Action<
  AddSourceIdentifierToSubscriptionMessage,
  AddSourceIdentifierToSubscriptionResult
> = (context, input) => {
  const record = named(context, input.SubscriptionName ?? '');
  const source = checkedSource(context, record.settings.SourceType, input.SourceIdentifier ?? '');
  record.sources = [...new Set([...record.sources, source])];
  return { EventSubscription: view(context, record) };
};

export const removeSourceIdentifierFromSubscription: Action<
  RemoveSourceIdentifierFromSubscriptionMessage,
  RemoveSourceIdentifierFromSubscriptionResult
> = (context, input) => {
  const record = named(context, input.SubscriptionName ?? '');
  record.sources = record.sources.filter((source) => source !== input.SourceIdentifier?.toLowerCase());
  return { EventSubscription: view(context, record) };
};

/** Clusters and instances must exist; of other types of sources nothing is known here. */
function checkedSource(context: ActionContext, type: string | undefined, source: string): string {
  if (type === undefined) throw invalidParameterCombination('SourceIds need a SourceType.');
  const find = { 'db-cluster': findCluster, 'db-instance': findInstance }[type];
  if (find !== undefined && find(context, source) === undefined) {
    throw fault('SourceNotFoundFault', `Source ${source} of the type ${type} not found.`);
  }
  return source.toLowerCase();
}

function named({ region }: Scene, name: string): EventSubscriptionRecord {
  const found = region.eventSubscriptions[name];
  if (found === undefined) throw fault('SubscriptionNotFoundFault', `Event Subscription ${name} not found.`);
  return found;
}

function view(scene: Scene, { name, createdAt, settings, sources }: EventSubscriptionRecord): EventSubscription {
  const { SnsTopicArn, SourceType, EventCategories, Enabled = true } = settings;
  return {
    CustomerAwsId: scene.world.account,
    CustSubscriptionId: name,
    SnsTopicArn,
    Status: 'active',
    SubscriptionCreationTime: new Date(createdAt).toISOString(),
    SourceType,
    SourceIdsList: sources,
    EventCategoriesList: EventCategories,
    Enabled,
    EventSubscriptionArn: arnOf(scene, 'es', name),
  };
}
