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
      remedy: 'Remove masterPassword; the write-only password stays out of the state.',
    });
  }
  if (masterPasswordWo !== undefined && masterPasswordWoVersion === undefined) {
    problems.push({
      prop: 'masterPasswordWoVersion',
      message: 'Terraform cannot detect that a write-only password has changed.',
      remedy: 'Write masterPasswordWoVersion: 1, and raise it with every new password.',
    });
  }
  if (masterPasswordWo === undefined && masterPasswordWoVersion !== undefined) {
    problems.push({
      prop: 'masterPasswordWoVersion',
      message: 'It is the version of masterPasswordWo, which is missing.',
      remedy: 'Write masterPasswordWo, or remove the version.',
    });
  }
  for (const [prop, value] of Object.entries({ masterPassword, masterPasswordWo })) {
    if (value !== undefined && isUnresolved(value))
      problems.push(...literalPartProblems(prop, String(value), props.engine));
    if (value !== undefined && !isUnresolved(value)) {
      problems.push({
        prop,
        message: 'The password is in the code, and would be in the synthesized JSON, in clear text.',
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
        message: `It has ${literal.length} characters besides its variable, but RDS allows ${longest} in total.`,
        remedy: 'Shorten it.',
      },
    ];
  }
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html, Master password
  const wrong = [...literal].find((character) => /[^!-~]|[/@"]/.test(character));
  if (wrong === undefined) return [];
  return [
    {
      prop,
      message: `It has ${JSON.stringify(wrong)} in it: RDS allows printable ASCII characters except /, @, " and spaces.`,
      remedy: 'Use other characters, also in the variable.',
    },
  ];
}
