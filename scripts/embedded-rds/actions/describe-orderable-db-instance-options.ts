import type {
  DescribeOrderableDBInstanceOptionsMessage,
  OrderableDBInstanceOption,
  OrderableDBInstanceOptionsMessage,
} from '@aws-sdk/client-rds';
import { catalogueVersions } from '../../engine-versions/catalogue';
import { isPlayed, playedEngines } from '../data/engines';
import { instanceClassesOf } from '../data/instance-classes';
import { availabilityZones } from '../world/clusters/availability-zones';
import { refuseFilters } from '../world/filters';
import { paginate } from '../world/paginate';
import type { Action } from './action';

const storageTypes = ['aurora', 'aurora-iopt1'];

export const describeOrderableDBInstanceOptions: Action<
  DescribeOrderableDBInstanceOptionsMessage,
  OrderableDBInstanceOptionsMessage
> = ({ region }, input) => {
  refuseFilters(input.Filters);
  const engine = (input.Engine ?? '').toLowerCase();
  const license = isPlayed(engine) ? playedEngines[engine].license : '';
  const options = catalogueVersions(engine)
    .filter(({ version, status }) => status === 'available' && (input.EngineVersion ?? version) === version)
    .flatMap(({ version }) =>
      (instanceClassesOf(engine, version) ?? []).flatMap((instanceClass) =>
        storageTypes.map((storageType) => option(engine, version, instanceClass, storageType)),
      ),
    )
    .filter(({ DBInstanceClass }) => (input.DBInstanceClass ?? DBInstanceClass) === DBInstanceClass)
    .filter(() => (input.LicenseModel ?? license) === license && input.Vpc !== false);
  const { page, Marker } = paginate(
    options,
    input,
    ({ EngineVersion, DBInstanceClass, StorageType }) => `${EngineVersion} ${DBInstanceClass} ${StorageType}`,
    1000,
  );
  const zones = availabilityZones(region.name).map((Name) => ({ Name }));
  return {
    OrderableDBInstanceOptions: page.map((row) => ({ ...row, LicenseModel: license, AvailabilityZones: zones })),
    Marker,
  };
};

function option(
  engine: string,
  version: string,
  instanceClass: string,
  storageType: string,
): OrderableDBInstanceOption {
  return {
    Engine: engine,
    EngineVersion: version,
    DBInstanceClass: instanceClass,
    StorageType: storageType,
    MultiAZCapable: false,
    ReadReplicaCapable: false,
    Vpc: true,
    SupportsStorageEncryption: true,
    SupportsIops: false,
    SupportsEnhancedMonitoring: true,
    SupportsIAMDatabaseAuthentication: true,
    SupportsPerformanceInsights: true,
    SupportedEngineModes: ['provisioned'],
    SupportedNetworkTypes: ['IPV4'],
    SupportsClusters: true,
  };
}
