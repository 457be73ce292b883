import { isPlayed, playedEngines } from '../../data/engines';
import { invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';

/** The types, if the engine has them all. Throws InvalidParameterCombination. Wording: awsdocs/amazon-rds-user-guide#80. */
export function checkedLogTypes(engine: string, version: string, types: string[]): string[] {
  const wrong = types.filter((type) => !(isPlayed(engine) ? playedEngines[engine].logTypes : types).includes(type));
  if (wrong.length === 0) return types;
  throw invalidParameterCombination(
    `You cannot use the log types ${wrong.map((type) => `'${type}'`).join(', ')} with engine version ${engine} ${version}. ` +
      'For supported log types, see the documentation.',
  );
}

export function checkedPort(port: number | undefined): number | undefined {
  if (port === undefined || (Number.isInteger(port) && port >= 1150 && port <= 65535)) return port;
  throw invalidParameterValue(`Invalid endpoint port ${port}. Valid range is: 1150-65535`);
}

export function checkedStorageType(type: string | undefined): string | undefined {
  if (!type || type === 'aurora' || type === 'aurora-iopt1') return type || undefined;
  throw invalidParameterCombination(`You can't use the ${type} storage type.`);
}

export function checkedNetworkType(type: string | undefined): string | undefined {
  if (type === undefined || type === 'IPV4' || type === 'DUAL') return type;
  throw invalidParameterValue(`Invalid network type: ${type}. Must be IPV4 or DUAL.`);
}
