import type { DescribeEventsMessage, EventsMessage } from '@aws-sdk/client-rds';
import { invalidParameterCombination, invalidParameterValue } from '../wire/service-fault';
import { eventMemory } from '../world/events';
import { refuseFilters } from '../world/filters';
import { paginate } from '../world/paginate';
import type { Action } from './action';

const minute = 60_000;
const defaultDuration = 60;

const sourceTypes = [
  'db-instance',
  'db-parameter-group',
  'db-security-group',
  'db-snapshot',
  'db-cluster',
  'db-cluster-snapshot',
  'custom-engine-version',
  'db-proxy',
  'blue-green-deployment',
  'db-shard-group',
  'zero-etl',
];

export const describeEvents: Action<DescribeEventsMessage, EventsMessage> = ({ world, region, now }, input) => {
  refuseFilters(input.Filters);
  const { SourceIdentifier, SourceType, EventCategories = [] } = input;
  if (SourceType !== undefined && !sourceTypes.includes(SourceType)) {
    throw invalidParameterValue(`Invalid value ${SourceType} for SourceType.`);
  }
  if (SourceIdentifier !== undefined && SourceType === undefined) {
    throw invalidParameterCombination('If SourceIdentifier is supplied, SourceType must also be provided.');
  }
  const [from, to] = window(input, now);
  const toldUntil = now - world.choices.eventDelaySeconds * 1000;
  const categories = EventCategories.map((category) => category.toLowerCase());
  const events = region.events
    .map((event, index) => ({ event, index }))
    .filter(
      ({ event }) =>
        event.at >= from &&
        event.at <= toldUntil &&
        event.at <= to &&
        (SourceType === undefined || event.sourceType === SourceType) &&
        (SourceIdentifier === undefined || event.sourceIdentifier.toLowerCase() === SourceIdentifier.toLowerCase()) &&
        (categories.length === 0 || event.categories.some((category) => categories.includes(category.toLowerCase()))),
    );
  const { page, Marker } = paginate(events, input, ({ event, index }) => `${pad(event.at, 15)} ${pad(index, 9)}`);
  return {
    Events: page.map(({ event }) => ({
      SourceIdentifier: event.sourceIdentifier,
      SourceType: event.sourceType,
      Message: event.message,
      EventCategories: event.categories,
      Date: new Date(event.at),
      SourceArn: event.sourceArn,
    })),
    Marker,
  };
};

/**
 * The last 60 minutes unless the call says otherwise, and never more than the 14 days that RDS remembers. A StartTime alone
 * reaches to now: the API reference does not say.
 */
function window({ StartTime, EndTime, Duration }: DescribeEventsMessage, now: number): [from: number, to: number] {
  if (Duration !== undefined && (Duration < 1 || Duration * minute > eventMemory)) {
    throw invalidParameterValue(
      `Invalid value ${Duration} for Duration. Must be between 1 and ${eventMemory / minute}`,
    );
  }
  const length = (Duration ?? defaultDuration) * minute;
  const start = StartTime?.getTime();
  const end = EndTime?.getTime();
  if (start !== undefined && end !== undefined && start > end) {
    throw invalidParameterCombination('StartTime must be before EndTime.');
  }
  const to = end ?? (start !== undefined && Duration !== undefined ? start + length : now);
  const from = start ?? to - length;
  return [Math.max(from, now - eventMemory), to];
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
