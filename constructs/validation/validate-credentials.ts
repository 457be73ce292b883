import { engineOf } from '../engines';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { isUnresolved } from './validate-identifiers';

type Credentials = Pick<
  AuroraClusterProps,
  'engine' | 'masterPassword' | 'masterPasswordWo' | 'masterPasswordWoVersion'
>;

const fromVariable = "Pass a token, such as new TerraformVariable(this, 'password', { sensitive: true }).stringValue.";

/** A password by a variable, a write-only one with its version, or none at all for a cluster that is imported. */
export function credentialProblems(props: Credentials): Problem[] {
  const problems: Problem[] = [];
  const { masterPassword, masterPasswordWo, masterPasswordWoVersion } = props;

  if (masterPassword !== undefined && masterPasswordWo !== undefined) {
    problems.push({
      prop: 'masterPasswordWo',
      message: 'The provider takes either masterPassword or masterPasswordWo, not both.',
      remedy: 'Remove masterPassword; the write-only one stays out of the state.',
    });
  }
  if (masterPasswordWo !== undefined && masterPasswordWoVersion === undefined) {
    problems.push({
      prop: 'masterPasswordWoVersion',
      message: 'Terraform cannot see a change of a write-only password.',
      remedy: 'Write masterPasswordWoVersion: 1, and raise it with every new password.',
    });
  }
  if (masterPasswordWo === undefined && masterPasswordWoVersion !== undefined) {
    problems.push({
      prop: 'masterPasswordWoVersion',
      message: 'There is no masterPasswordWo that it could be the version of.',
      remedy: 'Write masterPasswordWo, or remove the version.',
    });
  }
  for (const [prop, value] of Object.entries({ masterPassword, masterPasswordWo })) {
    if (value !== undefined && isUnresolved(value))
      problems.push(...literalPartProblems(prop, String(value), props.engine));
    if (value !== undefined && !isUnresolved(value)) {
      problems.push({
        prop,
        message: 'The password stands in the code, and would stand in the synthesized JSON, in clear.',
        remedy: fromVariable,
      });
    }
  }
  return problems;
}

/** What is written around a token: of the token itself nothing is known here. */
function literalPartProblems(prop: string, text: string, engine: string): Problem[] {
  const literal = text.replace(/\$\{[^{}]*\}/g, '');
  // An expression with braces of its own ends somewhere that only Terraform knows.
  if (/[{}]/.test(literal)) return [];
  const longest = engineOf(engine)?.names.longestPassword ?? Number.POSITIVE_INFINITY;
  if (literal.length > longest) {
    return [
      {
        prop,
        message: `It has ${literal.length} characters beside its variable, and RDS takes ${longest} in all.`,
        remedy: 'Write fewer.',
      },
    ];
  }
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html, Master password
  const wrong = [...literal].find((character) => /[^!-~]|[/@"]/.test(character));
  if (wrong === undefined) return [];
  return [
    {
      prop,
      message: `It has ${JSON.stringify(wrong)} in it: RDS takes printable ASCII characters but for /, @, " and spaces.`,
      remedy: 'Write another character, and none of these into the variable.',
    },
  ];
}
