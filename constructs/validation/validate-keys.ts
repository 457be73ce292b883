import type { Problem } from '../problem';
import { isUnresolved } from './validate-identifiers';

/** RDS takes a key by its id or by an alias as well, and answers with the key's ARN. `then`: what Terraform makes of that. */
export function keyProblems(prop: string, kmsKeyId: string | undefined, then: string): Problem[] {
  if (kmsKeyId === undefined || isUnresolved(kmsKeyId)) return [];
  const isAlias = /^(arn:.*:)?alias\//.test(kmsKeyId);
  if (!isAlias && kmsKeyId.startsWith('arn:')) return [];
  const alias = kmsKeyId.replace(/^arn:.*:alias/, 'alias');
  return [
    {
      prop,
      message: `"${kmsKeyId}" is ${isAlias ? 'an alias' : 'not an ARN'}: RDS answers with the ARN of the key, and ${then}.`,
      remedy: isAlias
        ? `Write the key's ARN: \`aws kms describe-key --key-id ${alias} --query KeyMetadata.Arn\` prints it.`
        : "Write the key's ARN.",
    },
  ];
}
