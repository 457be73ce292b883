import type {
  DeleteAlarmsInput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  MetricAlarm,
  PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import { cloudWatchFault } from '../../wire/service-fault';
import { pageAfter } from '../../world/paginate';
import type { Scene } from '../../world/scene';
import type { AlarmRecord } from '../../world/surroundings/records';
import { tagsOf } from '../../world/tags';
import type { Action } from '../action';

/** An alarm is kept and never evaluated: it has no data for ever. Putting it again changes it, but not its tags. */
export const putMetricAlarm: Action<PutMetricAlarmInput, void> = ({ region, now }, { Tags, ...settings }) => {
  const name = settings.AlarmName ?? '';
  const before = region.alarms[name];
  region.alarms[name] = {
    name,
    updatedAt: now,
    settings,
    state: 'INSUFFICIENT_DATA',
    tags: before?.tags ?? tagsOf(Tags),
  };
};

export const describeAlarms: Action<DescribeAlarmsInput, DescribeAlarmsOutput> = (scene, input) => {
  const { AlarmNames: names, AlarmNamePrefix: prefix = '', AlarmTypes: types = ['MetricAlarm'] } = input;
  const all = types.includes('MetricAlarm') ? Object.values(scene.region.alarms) : [];
  const asked = all.filter(({ name }) => (names === undefined ? name.startsWith(prefix) : names.includes(name)));
  const refuse = () => cloudWatchFault('InvalidNextToken', 'The next token specified is invalid.');
  const { page, next } = pageAfter(
    asked,
    { token: input.NextToken, size: input.MaxRecords ?? 50, refuse },
    ({ name }) => name,
  );
  return { MetricAlarms: page.map((alarm) => view(scene, alarm)), CompositeAlarms: [], NextToken: next };
};

export const deleteAlarms: Action<DeleteAlarmsInput, void> = ({ region }, { AlarmNames = [] }) => {
  const missing = AlarmNames.find((name) => region.alarms[name] === undefined);
  if (missing !== undefined) throw cloudWatchFault('ResourceNotFound', `The alarm ${missing} does not exist.`);
  for (const name of AlarmNames) delete region.alarms[name];
};

export const listTagsForResource: Action<ListTagsForResourceInput, ListTagsForResourceOutput> = (scene, input) => {
  const found = Object.values(scene.region.alarms).find((alarm) => arnOfAlarm(scene, alarm) === input.ResourceARN);
  if (found === undefined) {
    throw cloudWatchFault('ResourceNotFoundException', `${input.ResourceARN} does not exist.`);
  }
  return { Tags: found.tags.map(({ Key, Value }) => ({ Key, Value })) };
};

const arnOfAlarm = ({ world, region }: Scene, { name }: AlarmRecord) =>
  `arn:aws:cloudwatch:${region.name}:${world.account}:alarm:${name}`;

function view(scene: Scene, alarm: AlarmRecord): MetricAlarm {
  const { settings, updatedAt, state } = alarm;
  const at = new Date(updatedAt);
  return {
    ...settings,
    AlarmArn: arnOfAlarm(scene, alarm),
    ActionsEnabled: settings.ActionsEnabled ?? true,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    Dimensions: settings.Dimensions ?? [],
    AlarmConfigurationUpdatedTimestamp: at,
    StateValue: state,
    StateReason: 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: at,
  };
}
