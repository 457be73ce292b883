/** How far green is behind blue, as CloudWatch has it. */
export interface Lag {
  metric: 'OldestReplicationSlotLag' | 'AuroraBinlogReplicaLag';
  /** Of which it is. */
  instance: string;
  /** When it was measured, in milliseconds. */
  at: number;
  /** Bytes of the one, seconds of the other. */
  value: number;
}
