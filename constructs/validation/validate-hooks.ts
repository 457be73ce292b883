import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { type HookCommand, hookPoints, isHookPoint, longestHook } from '../props/hook-props';
import { isUnresolved } from './validate-identifiers';

/** What the commands could not run. */
export function hookProblems({ hooks }: Pick<AuroraClusterProps, 'hooks'>): Problem[] {
  if (hooks === undefined) return [];
  if (isUnresolved(hooks)) return [onlyTerraform('hooks')];
  if (typeof hooks !== 'object' || hooks === null || Array.isArray(hooks)) {
    return [{ prop: 'hooks', message: 'It is not an object.', remedy: `Write { ${hookPoints[0]}: './smoke.sh' }.` }];
  }
  return Object.entries(hooks).flatMap(([point, hook]) => (hook === undefined ? [] : pointProblems(point, hook)));
}

function pointProblems(point: string, hook: unknown): Problem[] {
  const prop = `hooks.${point}`;
  if (!isHookPoint(point)) {
    return [{ prop, message: 'There is no such hook.', remedy: `Write one of ${hookPoints.join(', ')}.` }];
  }
  const asText = typeof hook === 'string' ? { command: hook } : hook;
  if (typeof asText !== 'object' || asText === null) {
    return [{ prop, message: 'It is no command.', remedy: "Write './smoke.sh' or { command: './smoke.sh' }." }];
  }
  return commandProblems(prop, asText as Partial<HookCommand>);
}

function commandProblems(prop: string, { command, timeoutSeconds, env, ...others }: Partial<HookCommand>): Problem[] {
  if ([command, timeoutSeconds, env].some(isUnresolved)) return [onlyTerraform(prop)];
  const problems: Problem[] = [];
  const add = (field: string, message: string, remedy: string) =>
    problems.push({ prop: `${prop}${field}`, message, remedy });
  for (const name of Object.keys(others)) {
    add(`.${name}`, 'A hook has no such field.', 'Write command, timeoutSeconds and env only.');
  }
  if (typeof command !== 'string' || command.trim() === '' || command.includes('\0')) {
    add('', 'The command is empty.', 'Write a line for the shell, or remove the hook.');
  }
  const fits = Number.isInteger(timeoutSeconds) && timeoutSeconds! >= 1 && timeoutSeconds! <= longestHook;
  if (timeoutSeconds !== undefined && !fits) {
    add('.timeoutSeconds', `${timeoutSeconds} is no time limit.`, `Write a whole number from 1 to ${longestHook}.`);
  }
  if (env === undefined) return problems;
  if (!Array.isArray(env)) add('.env', 'It is not a list.', "Write the names of variables: ['PGPASSWORD'].");
  else for (const name of env) problems.push(...nameProblems(`${prop}.env`, name));
  return problems;
}

/** Whoever writes `NAME=value` has put a secret into the code. */
function nameProblems(prop: string, name: unknown): Problem[] {
  if (isUnresolved(name)) return [onlyTerraform(prop)];
  if (typeof name !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return [{ prop, message: 'It holds what is not the name of a variable.', remedy: 'Write names only, no values.' }];
  }
  if (!name.startsWith('AURORA_')) return [];
  return [{ prop, message: `${name} is a name of the upgrade's own.`, remedy: 'Use a name without AURORA_.' }];
}

const onlyTerraform = (prop: string): Problem => ({
  prop,
  message: 'Only Terraform knows the value, but the commands read it when the app is synthesized.',
  remedy: 'Write a literal.',
});
