import { playedEngine } from '../../data/engines';
import { clusterEvent, instanceEvent } from '../announce';
import { writerOf } from '../lookup';
import { effectiveValue, findParameterGroup } from '../parameters/parameter-groups';
import type { Scene } from '../scene';
import type { BinlogCoordinates, ClusterRecord, InstanceRecord } from '../world';

/** Where green's binary log stands. A server behind it says so; else what AWS's own example has, moved on by the cluster's number. */
function coordinatesOf(cluster: ClusterRecord): BinlogCoordinates {
  const own = [...cluster.resourceId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);
  return cluster.binlog ?? { file: 'mysql-bin-changelog.000003', position: 40_000_000 + own };
}

/** A volume that was cloned is recovered (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Replication.MySQL.SettingUp.html). */
export function crashRecoveryEvent(scene: Scene, writer: InstanceRecord): void {
  const message = 'Binlog position from crash recovery is mysql-bin-changelog.000003 4278';
  instanceEvent(scene, writer, 'notification', message);
}

/**
 * Where consumers of the binary log, and reverse replication, go on: told once, by green's writer under the name that it had
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html, "Updating the parent node for
 * consumers"). A green without a binary log has no such place. Others have found it with the cluster, or not at all: a choice.
 */
export function binlogEvent(scene: Scene, green: ClusterRecord): void {
  const { coordinatesEvent, switchoverEvents } = scene.world.choices;
  if (!logsChanges(scene, green) || coordinatesEvent === 'missing' || switchoverEvents === 'missing') return;
  const { file, position } = coordinatesOf(green);
  const message = `Binary log coordinates in green environment after switchover: file ${file} and position ${position}`;
  if (coordinatesEvent === 'by-cluster') clusterEvent(scene, green, 'notification', message);
  else instanceEvent(scene, writerOf(scene.region, green), 'notification', message);
}

function logsChanges({ region }: Scene, { engine, parameterGroup }: ClusterRecord): boolean {
  const { parameter, isOn } = playedEngine(engine).replication;
  const group = findParameterGroup(region, 'cluster', parameterGroup);
  return isOn(group && effectiveValue(group, parameter));
}
