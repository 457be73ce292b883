import { type TerraformProvider, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Problem } from './problem';

/** A name on AWS that a construct declares: two declarations of one name in one stack can never both be created. */
export interface DeclaredName {
  kind: 'cluster' | 'instance' | 'cluster parameter group' | 'instance parameter group';
  name: string;
  prop: string;
}

const declared = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * Notes the names and reports those that another construct of the stack has declared for the same provider. The same name
 * in another region or account needs another provider, and is fine.
 */
export function declareNames(
  construct: Construct,
  provider: TerraformProvider | undefined,
  names: readonly DeclaredName[],
): Problem[] {
  const stack = TerraformStack.of(construct);
  const known = declared.get(stack) ?? new Map<string, string>();
  declared.set(stack, known);
  return names.flatMap(({ kind, name, prop }) => {
    const key = [provider?.node.path ?? '', kind, name.toLowerCase()].join(' ');
    const owner = known.get(key);
    known.set(key, owner ?? construct.node.path);
    if (owner === undefined) return [];
    return [
      {
        prop,
        message: `AuroraCluster "${owner}" already declares the ${kind} "${name}".`,
        remedy: kind.endsWith('group')
          ? `Choose another name, or use the group with { existing: '${name}', family: '...' }.`
          : 'Choose another identifier.',
      },
    ];
  });
}
