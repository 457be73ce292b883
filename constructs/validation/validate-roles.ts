import { engineOf } from '../engines';
import type { Problem } from '../problem';
import type { AssociatedRole } from '../props/access-props';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';

/** ARNs, features and ids of associated roles. */
export function roleProblems({ associatedRoles = [], engine }: AuroraClusterProps): Problem[] {
  const features = new Set<string>();
  const ids = new Set<string>();
  const tooMany: Problem[] = [];
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html
  if (associatedRoles.length > 5) {
    tooMany.push({
      prop: 'associatedRoles',
      message: `There are ${associatedRoles.length}, but RDS allows 5 roles per cluster.`,
      remedy:
        'Give one role the permissions of several, or raise the AWS quota and declare the others as RdsClusterRoleAssociation.',
    });
  }
  return tooMany.concat(
    associatedRoles.flatMap((role, index) => {
      const where = `associatedRoles[${index}]`;
      const problems = oneRoleProblems(where, role, engine);
      const id = role.id ?? role.featureName;
      if (role.featureName !== '' && features.has(role.featureName)) {
        problems.push({
          prop: `${where}.featureName`,
          message: `A cluster can have only one role for ${role.featureName}.`,
          remedy: 'Remove one of the two, and give the other both permissions.',
        });
      } else if (id !== '' && ids.has(id)) {
        problems.push({
          prop: `${where}.id`,
          message: `"${id}" is the id of another role.`,
          remedy: 'Write a unique id.',
        });
      }
      features.add(role.featureName);
      ids.add(id);
      return problems;
    }),
  );
}

function oneRoleProblems(where: string, { roleArn, featureName, id }: AssociatedRole, engine: string): Problem[] {
  const known = engineOf(engine);
  const problems: Problem[] = [];
  if (!roleArn) problems.push({ prop: `${where}.roleArn`, message: 'A role is missing.', remedy: 'Write its ARN.' });
  if (featureName === undefined || (featureName === '' && known?.rolesNeedFeature === true)) {
    problems.push({
      prop: `${where}.featureName`,
      message: `${known?.rolesNeedFeature === true ? known.title : 'RDS'} needs to know what the role is for.`,
      remedy: "Write 's3Import', 's3Export', 'Lambda' or another of the engine's features.",
    });
  } else if (featureName === '' && !id) {
    problems.push({
      prop: `${where}.id`,
      message: 'A role without a feature needs an id in the stack.',
      remedy: "Write id: 'load-from-s3', or whatever the role is for.",
    });
  }
  return problems;
}
