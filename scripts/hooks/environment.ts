import type { Hook } from '../view/hooks';
import { hookVariables } from './variables';

/** What every hook gets of the environment of the run: what programs need to start, and nothing that names an identity. */
const passedOn = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TERM',
  'NO_COLOR',
  'TMPDIR',
  'TMP',
  'TEMP',
  'CI',
] as const;

/**
 * The whole environment of a hook: an allow-list, so that credentials of AWS, of Terraform and of databases stay here unless the hook
 * names them. Pure.
 */
export function hookEnvironment(
  { env: named }: Pick<Hook, 'env'>,
  told: Partial<Record<keyof typeof hookVariables, string>>,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const names = [...passedOn, ...named].filter((name) => !(name in hookVariables));
  const passed = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { ...Object.fromEntries(passed), ...told };
}
