import { ClusterWorld, clusterId, instance1 } from '../../embedded-rds/clusters/cluster-world';
import { synthCluster } from '../synth';

/** What a synthesis refuses, and what RDS would have said: the embedded RDS says it at each call that carries the value. */
export interface Refusal {
  props: object;
  /** The prop, the reason and what to do. */
  atSynth: RegExp;
  /** Of CreateDBCluster, beside what it needs. */
  create?: object;
  /** Of ModifyDBCluster. */
  modify?: object;
  createInstance?: object;
  modifyInstance?: object;
  fault: string;
}

export const combination = (message: string): string => `InvalidParameterCombination: ${message}`;
export const value = (message: string): string => `InvalidParameterValue: ${message}`;

export const newCluster = {
  DBClusterIdentifier: 'orders',
  Engine: 'aurora-postgresql',
  EngineVersion: '15.6',
  MasterUsername: 'postgres',
  MasterUserPassword: 'a-first-password',
};
export const newInstance = {
  DBClusterIdentifier: clusterId,
  DBInstanceIdentifier: 'orders-9',
  Engine: 'aurora-postgresql',
  DBInstanceClass: 'db.r6g.large',
};

export function check({ props, atSynth, fault, create, modify, createInstance, modifyInstance }: Refusal): void {
  expect(() => synthCluster(props)).toThrow(atSynth);
  const rds = ClusterWorld.seeded();
  const said = [
    create && rds.refusal('CreateDBCluster', { ...newCluster, ...create }),
    modify && rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, ...modify }),
    createInstance && rds.refusal('CreateDBInstance', { ...newInstance, ...createInstance }),
    modifyInstance && rds.refusal('ModifyDBInstance', { DBInstanceIdentifier: instance1, ...modifyInstance }),
  ].filter((each) => each !== undefined);
  expect(said).toEqual(said.map(() => fault));
  expect(said.length).toBeGreaterThan(0);
}
