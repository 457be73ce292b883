import type { Declaration } from '../../desired/declarations';

/** What `lifecycle.ignore_changes` does to an argument: `tags["team"]` names a part of `tags`. */
export function ignored({ ignoreChanges }: Declaration, argument: string): 'all' | 'partly' | 'not' {
  if (ignoreChanges === 'all' || ignoreChanges.includes(argument)) return 'all';
  return ignoreChanges.some((each) => /^[[.]/.test(each.slice(argument.length)) && each.startsWith(argument))
    ? 'partly'
    : 'not';
}
