import type {
  CreateIntegrationMessage,
  DeleteIntegrationMessage,
  DescribeIntegrationsMessage,
  DescribeIntegrationsResponse,
  Integration,
} from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { applyFilters } from '../world/filters';
import { clusterNamed } from '../world/lookup';
import { arnOf } from '../world/names/arn';
import { drawUuid } from '../world/names/ids';
import { paginate } from '../world/paginate';
import type { Scene } from '../world/scene';
import type { IntegrationRecord } from '../world/surroundings/records';
import { tagsOf } from '../world/tags';
import type { Action } from './action';

/** A zero-ETL integration is active at once, and carries nothing: there is no data here, and no Redshift. */
export const createIntegration: Action<CreateIntegrationMessage, Integration> = (context, { Tags, ...settings }) => {
  const { region, world, now } = context;
  clusterNamed(context, settings.SourceArn ?? '');
  if (Object.values(region.integrations).some((each) => each.settings.IntegrationName === settings.IntegrationName)) {
    throw fault('IntegrationAlreadyExistsFault', `Integration ${settings.IntegrationName} already exists.`);
  }
  const record: IntegrationRecord = { id: drawUuid(world), createdAt: now, settings, tags: tagsOf(Tags) };
  region.integrations[record.id] = record;
  return view(context, record);
};

export const describeIntegrations: Action<DescribeIntegrationsMessage, DescribeIntegrationsResponse> = (
  context,
  input,
) => {
  const named = input.IntegrationIdentifier;
  const all = named ? [integrationNamed(context, named)] : Object.values(context.region.integrations);
  const views = applyFilters(
    all.map((each) => view(context, each)),
    input.Filters,
    {
      'integration-name': ({ IntegrationName }) => IntegrationName,
      'source-arn': ({ SourceArn }) => SourceArn,
      status: ({ Status }) => Status,
    },
  );
  const { page, Marker } = paginate(views, input, ({ IntegrationArn = '' }) => IntegrationArn);
  return { Integrations: page, Marker };
};

export const deleteIntegration: Action<DeleteIntegrationMessage, Integration> = (context, input) => {
  const record = integrationNamed(context, input.IntegrationIdentifier ?? '');
  delete context.region.integrations[record.id];
  return { ...view(context, record), Status: 'deleting' };
};

function integrationNamed(scene: Scene, nameOrArn: string): IntegrationRecord {
  const found = Object.values(scene.region.integrations).find(
    ({ id, settings }) =>
      [id, settings.IntegrationName].includes(nameOrArn) || arnOf(scene, 'integration', id) === nameOrArn,
  );
  if (found === undefined) throw fault('IntegrationNotFoundFault', `Integration ${nameOrArn} not found.`);
  return found;
}

const view = (scene: Scene, { id, createdAt, settings, tags }: IntegrationRecord): Integration => ({
  ...settings,
  IntegrationArn: arnOf(scene, 'integration', id),
  Status: 'active',
  Tags: tags,
  CreateTime: new Date(createdAt),
});
