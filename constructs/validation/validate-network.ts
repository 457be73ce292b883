import { Token } from 'cdktf';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { SingleInstance } from '../props/instance-props';
import type { CustomEndpoint } from '../props/network-props';
import { identifierProblems, isUnresolved, subnetGroupNameProblems } from './validate-identifiers';

/** Port, network type, subnet groups and security groups. */
export function networkProblems(props: AuroraClusterProps): Problem[] {
  const { subnetGroup, dbSubnetGroupName, securityGroup, networkType, port } = props;
  const problems: Problem[] = [];
  if (subnetGroup && dbSubnetGroupName !== undefined) {
    problems.push({
      prop: 'subnetGroup',
      message: 'A cluster has one subnet group, and dbSubnetGroupName names it already.',
      remedy: 'Remove one of the two; for an existing cluster, the one that it does not use.',
    });
  }
  if (subnetGroup) {
    const { subnetIds, name } = subnetGroup;
    if (!Token.isUnresolved(subnetIds) && (subnetIds ?? []).length < 2) {
      problems.push({
        prop: 'subnetGroup.subnetIds',
        message: 'RDS requires subnets in at least two availability zones.',
        remedy: 'Write two or more.',
      });
    }
    if (name !== undefined) problems.push(...subnetGroupNameProblems('subnetGroup.name', name));
  }
  if (securityGroup && !securityGroup.vpcId) {
    problems.push({
      prop: 'securityGroup.vpcId',
      message: 'Without it the group would be in the default VPC.',
      remedy: 'Write the VPC of the subnets.',
    });
  }
  if (networkType !== undefined && !isUnresolved(networkType) && !['IPV4', 'DUAL'].includes(networkType)) {
    problems.push({
      prop: 'networkType',
      message: `"${networkType}" is not a network type.`,
      remedy: "Write 'IPV4' or 'DUAL'.",
    });
  }
  if (port !== undefined && !isUnresolved(port) && !(Number.isInteger(port) && port >= 1150 && port <= 65535)) {
    problems.push({
      prop: 'port',
      message: `RDS does not listen on ${port}.`,
      remedy: 'Write a whole number from 1150 to 65535.',
    });
  }
  return problems;
}

/** Names, types and members of custom endpoints. */
export function endpointProblems(
  endpoints: AuroraClusterProps['customEndpoints'],
  instances: readonly SingleInstance[],
): Problem[] {
  return [
    ...tooMany(endpoints),
    ...Object.entries(endpoints ?? {}).flatMap(([identifier, endpoint]) => {
      const where = `customEndpoints["${identifier}"]`;
      return [...identifierProblems(where, identifier), ...memberProblems(where, endpoint, instances)];
    }),
  ];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
const mostEndpoints = 5;

function tooMany(endpoints: AuroraClusterProps['customEndpoints']): Problem[] {
  const count = Object.keys(endpoints ?? {}).length;
  if (count <= mostEndpoints) return [];
  return [
    {
      prop: 'customEndpoints',
      message: `There are ${count}, but RDS allows ${mostEndpoints} custom endpoints per cluster.`,
      remedy:
        'Remove some; with a higher AWS quota (L-9372BAB3), declare the others outside this construct as RdsClusterEndpoint.',
    },
  ];
}

function memberProblems(where: string, endpoint: CustomEndpoint, instances: readonly SingleInstance[]): Problem[] {
  const { type, staticMembers, excludedMembers } = endpoint;
  const problems: Problem[] = [];
  if (type !== 'READER' && type !== 'ANY') {
    problems.push({
      prop: `${where}.type`,
      message: `"${type}" is not a type of custom endpoint.`,
      remedy: "Write 'READER' or 'ANY'.",
    });
  }
  if (staticMembers && excludedMembers) {
    problems.push({
      prop: `${where}.excludedMembers`,
      message: 'An endpoint has either static members or excluded members, not both.',
      remedy: 'Remove one of the two.',
    });
  }
  const known = instances.map(({ identifier }) => identifier);
  for (const [name, members] of Object.entries({ staticMembers, excludedMembers })) {
    for (const member of members ?? []) {
      if (known.includes(member)) continue;
      problems.push({
        prop: `${where}.${name}`,
        message: `"${member}" is not an instance of this cluster.`,
        remedy: `Choose from ${known.join(', ')}.`,
      });
    }
  }
  return problems;
}
