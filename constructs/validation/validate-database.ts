import type { Problem } from '../problem';
import type { DatabaseAccess } from '../props/access-props';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from './validate-identifiers';

/** What the commands could not use, or what contradicts itself. No message repeats `password`: somebody may have written one there. */
export function databaseProblems({ database }: Pick<AuroraClusterProps, 'database'>): Problem[] {
  if (database === undefined) return [];
  const unresolved = unresolvedProblems(database);
  return unresolved.length > 0 ? unresolved : [...fieldProblems(database), ...togetherProblems(database)];
}

/** Whoever gives the cluster its password by a variable may try the same here. */
function unresolvedProblems(database: DatabaseAccess): Problem[] {
  if (isUnresolved(database)) return [onlyTerraform('database')];
  const { password, ...others } = database;
  const command = typeof password === 'object' ? password?.command : password;
  return Object.entries({ ...others, password: command })
    .filter(([, value]) => isUnresolved(value))
    .map(([name]) => onlyTerraform(`database.${name}`));
}

const onlyTerraform = (prop: string): Problem => ({
  prop,
  message: 'Only Terraform knows the value, but the commands read it when the app is synthesized.',
  remedy: 'Write a literal, or leave it out and give it to the commands as an option or in their environment.',
});

const secretArn = /^arn:aws[\w-]*:secretsmanager:[\w-]+:\d{12}:secret:\S+$/;

function fieldProblems(database: DatabaseAccess): Problem[] {
  const { access, password, port, secretArn: arn, user, name, host } = database;
  const problems: Problem[] = [];
  const add = (field: keyof DatabaseAccess, message: string, remedy: string) =>
    problems.push({ prop: `database.${field}`, message, remedy });

  if (access !== undefined && access !== 'connection' && access !== 'data-api') {
    add('access', `"${access}" is no way to a database.`, "Write 'connection' or 'data-api', or remove it.");
  }
  if (password !== undefined && !isSource(password)) {
    const remedy =
      "Write 'iam', 'environment', 'secret' or { command: '…' }. A password that was written here is not secret any more.";
    add('password', 'It says where the password comes from, and is not the password.', remedy);
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    add('port', `${port} is not a TCP port.`, 'Write a whole number from 1 to 65535.');
  }
  if (arn !== undefined && !secretArn.test(arn)) {
    add(
      'secretArn',
      `"${arn}" is not the ARN of a secret.`,
      'Write arn:aws:secretsmanager:<region>:<account>:secret:<name>.',
    );
  }
  for (const [field, value] of Object.entries({ user, name, host }) as ['user' | 'name' | 'host', unknown][]) {
    if (value === undefined || (typeof value === 'string' && /^\S(.*\S)?$/.test(value))) continue;
    add(field, 'It is empty, or has a space at one end.', 'Write a name, or remove it.');
  }
  return problems;
}

function isSource(password: NonNullable<DatabaseAccess['password']>): boolean {
  if (typeof password !== 'object') return ['iam', 'environment', 'secret'].includes(password);
  return typeof password?.command === 'string' && password.command.trim() !== '';
}

function togetherProblems({ access, password, secretArn: arn, user, host, port }: DatabaseAccess): Problem[] {
  if (access === 'data-api') {
    const ofConnections = Object.entries({ user, password, host, port }).filter(([, value]) => value !== undefined);
    const problems = ofConnections.map(([field]) => ({
      prop: `database.${field}`,
      message: 'The Data API does not use it: user and password are those of the secret.',
      remedy: "Remove it, or write access: 'connection'.",
    }));
    return arn === undefined ? [secretMissing('The Data API logs in with a secret.'), ...problems] : problems;
  }
  if (password === 'secret' && arn === undefined) return [secretMissing('The password is to come from a secret.')];
  if (password === 'iam' && user === undefined) {
    return [
      {
        prop: 'database.user',
        message: 'An IAM token is for one database user.',
        remedy: 'Write the name of a user that has been granted rds_iam.',
      },
    ];
  }
  return [];
}

const secretMissing = (message: string): Problem => ({
  prop: 'database.secretArn',
  message,
  remedy: 'Write the ARN of a secret with username and password.',
});
