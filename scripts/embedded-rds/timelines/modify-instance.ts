import { instanceEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import type { Scene } from '../world/scene';
import { defineTimeline } from '../world/timeline';
import type { InstanceRecord } from '../world/world';
import { durations } from './durations';
import { replicaStarted } from './engines/replica-started';
import { takeUpParameters } from './reboot-instance';

/** The end of `modifying`: settings that need no restart. */
export const modifyInstance = defineTimeline<{ instance: string; messages: string[] }>({
  name: 'modify-instance',
  steps: [
    {
      at: durations.modify,
      apply(scene, { instance: id, messages }) {
        const instance = scene.region.instances[id];
        if (instance === undefined) return;
        moveStatus(instance, 'modifying');
        for (const message of messages) instanceEvent(scene, instance, 'configuration change', message);
      },
    },
  ],
});

/** What waits in PendingModifiedValues takes effect with a restart: a class, a certificate authority, a new name. */
export const applyPendingInstanceValues = defineTimeline<{ instance: string; minutes: number }>({
  name: 'apply-pending-instance-values',
  steps: [
    {
      at: ({ minutes }) => minutes,
      apply(scene, { instance: id }) {
        const instance = scene.region.instances[id];
        if (instance === undefined) return;
        takePending(scene, instance);
        moveStatus(instance, 'modifying');
        moveStatus(instance, 'renaming');
      },
    },
  ],
});

function takePending(scene: Scene, instance: InstanceRecord): void {
  const { DBInstanceClass, CACertificateIdentifier, DBInstanceIdentifier } = instance.pendingModifiedValues;
  instance.pendingModifiedValues = {};
  if (CACertificateIdentifier !== undefined) instance.settings.CACertificateIdentifier = CACertificateIdentifier;
  if (DBInstanceIdentifier !== undefined) instance.identifier = DBInstanceIdentifier;
  if (DBInstanceClass === undefined) return;
  instanceEvent(scene, instance, 'availability', 'DB instance shutdown');
  instance.settings.DBInstanceClass = DBInstanceClass;
  takeUpParameters(instance);
  replicaStarted(scene, instance);
  instanceEvent(scene, instance, 'availability', 'DB instance restarted');
  const message = `Finished applying modification to DB instance class`;
  instanceEvent(scene, instance, 'configuration change', message);
}
