import { engines } from '../../engines';
import { requestOf } from '../../view/request';
import { fact, type View } from '../../view/view';
import { block, type Finding, warn } from '../finding';
import { seen } from './seen';

/** One segment of Aurora's WAL: less is nothing to speak of. */
const muchWal = 64 * 1024 * 1024;
const muchTime = 5;

/**
 * RDS lets green catch up while writes are stopped, and cancels a switchover that does not manage that in its time
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html).
 */
export function lagFindings(view: View): Finding[] {
  const lag = seen(view.facts.lag);
  if (lag === undefined) return [];
  const { identifier } = fact(view, 'production').cluster;
  if (lag === null) {
    return [
      warn(
        'API_UNCHECKED',
        `CloudWatch has no replication lag of ${identifier} for the last few minutes: the lag was not checked.`,
        'RDS checks it itself before it switches over.',
      ),
    ];
  }
  const { metric, instance, value } = lag;
  if (metric === 'OldestReplicationSlotLag') {
    if (value < muchWal) return [];
    return [
      warn(
        'REPLICATION_LAG',
        `The replication slot of ${instance} that is furthest behind lags by ${Math.round(value / (1024 * 1024))} MB (${metric}). If it is green's, writes stop for as long as it takes to catch up; the metric counts other consumers too.`,
        'Switch over when the write load is lower, or find out which slot it is: SELECT slot_name, confirmed_flush_lsn FROM pg_replication_slots;',
      ),
    ];
  }
  if (value >= 0 && value < muchTime) return [];
  return [
    warn(
      'REPLICATION_LAG',
      value < 0
        ? `${instance} reports no lag in seconds behind ${identifier} (${metric}): its replication may have stopped.`
        : `${instance} is ${value} seconds behind ${identifier} (${metric}): writes stop for as long as it takes to catch up.`,
      'Switch over when the write load is lower, or check it on green: SHOW REPLICA STATUS;',
    ),
  ];
}

/** Seconds that green is behind, where RDS would cancel the switchover for it; only MySQL's metric is green's alone. */
export function tooFarBehind(view: View): { instance: string; seconds: number } | undefined {
  const lag = seen(view.facts.lag);
  if (lag == null || lag.metric !== 'AuroraBinlogReplicaLag') return undefined;
  const { value: seconds, instance } = lag;
  return seconds >= requestOf(view, 'upgrade').switchoverTimeoutSeconds ? { instance, seconds } : undefined;
}

/**
 * Why it is not known how far green is behind, where the metric is of green alone: -1 means unknown or broken, and no point at all may
 * mean either. Nobody switches over on that.
 */
export function lagUnknown(view: View): Finding[] {
  const { metric, of } = engines[view.desired.annotation.engine].lag;
  const look = view.facts.lag;
  if (of !== 'green' || look === undefined || requestOf(view, 'upgrade').acceptUnchecked === true) return [];
  const why =
    look.kind === 'unseen'
      ? `it could not be read. ${look.message}`
      : look.value === null
        ? 'CloudWatch has no point of the last ten minutes.'
        : look.value.value < 0
          ? `it is ${look.value.value}, which means unknown or broken.`
          : undefined;
  if (why === undefined) return [];
  const message = `How far green is behind is not known (${metric}): ${why}`;
  const remedy =
    'Look at it on green: SHOW REPLICA STATUS; If green replicates, go on without knowing: --accept-unchecked.';
  return [{ ...block('LAG_UNKNOWN', message, remedy), passes: true }];
}
