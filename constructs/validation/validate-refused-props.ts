import type { Problem } from '../problem';

interface Refusal {
  message: string;
  remedy: string;
}

const dropIt = 'Remove it';

/** Arguments of the provider that would break an upgrade, or the plan after it. */
const refusedOnCluster: Record<string, Refusal> = {
  availabilityZones: {
    message: 'A switchover may move the cluster to other zones, and Terraform would then replace the database.',
    remedy: `${dropIt}; the subnet group determines the zones.`,
  },
  manageMasterUserPassword: {
    message: 'Blue/green deployments do not support master passwords that RDS manages in Secrets Manager.',
    remedy: 'Use masterPasswordWo with masterPasswordWoVersion, or masterPassword with a sensitive TerraformVariable.',
  },
  masterUserSecretKmsKeyId: {
    message: 'Blue/green deployments do not support master passwords that RDS manages in Secrets Manager.',
    remedy: `${dropIt}.`,
  },
  allowMajorVersionUpgrade: {
    message: 'It lets Terraform upgrade the running cluster in place.',
    remedy: `${dropIt}, or write upgradePolicy: 'in-place' if that is what you want.`,
  },
  clusterIdentifierPrefix: {
    message: 'The upgrade commands find the cluster by its exact name.',
    remedy: 'Write clusterIdentifier.',
  },
  iamRoles: {
    message: 'It cannot say what a role is for, and it removes the associations that do.',
    remedy: "Write associatedRoles: [{ featureName: 's3Import', roleArn: '...' }].",
  },
  backtrackWindow: {
    message: 'Blue/green deployments do not support backtrack.',
    remedy: `${dropIt}.`,
  },
  globalClusterIdentifier: {
    message: 'The upgrade commands refuse global databases.',
    remedy: 'Declare the cluster with RdsCluster, or take it out of the global database.',
  },
  serverlessv2ScalingConfiguration: {
    message: 'It has another name here.',
    remedy: 'Write serverlessV2Scaling: { minCapacity, maxCapacity }.',
  },
  engineMode: {
    message: 'Blue/green deployments only know clusters with engine mode provisioned (which Serverless v2 is, too).',
    remedy: `${dropIt}.`,
  },
};

const refusedOnInstance: Record<string, Refusal> = {
  engineVersion: {
    message: 'Instances run the version of their cluster, and the provider never sends this one.',
    remedy: `${dropIt}; engineVersion of the cluster is the only place.`,
  },
  engine: { message: 'Instances run the engine of their cluster.', remedy: `${dropIt}.` },
  availabilityZone: {
    message: 'A switchover may move the instance to another zone, and Terraform would then replace it.',
    remedy: `${dropIt}.`,
  },
  identifierPrefix: {
    message: 'The upgrade commands find the instance by its exact name.',
    remedy: 'Write the identifier.',
  },
  dbParameterGroupName: {
    message: 'A blue/green deployment gives one parameter group to all instances.',
    remedy: `${dropIt}, and write instanceParameterGroup on the cluster.`,
  },
};

/** Props of the cluster that the types refuse, as JavaScript may pass them. */
export function refusedClusterProps(props: object): Problem[] {
  return refused(props, refusedOnCluster, (name) => name);
}

/** The same of an instance. */
export function refusedInstanceProps(where: string, props: object): Problem[] {
  return refused(props, refusedOnInstance, (name) => `${where}.${name}`);
}

function refused(props: object, table: Record<string, Refusal>, label: (name: string) => string): Problem[] {
  return Object.entries(props)
    .filter(([name, value]) => value !== undefined && Object.hasOwn(table, name))
    .map(([name]) => ({ prop: label(name), ...table[name]! }));
}
