import { refusal } from '../runtime/errors';
import { isExpression } from './stack-json';

/**
 * Reads arguments of a block that must be literals. A Terraform expression is refused, not guessed: only Terraform knows the
 * variables, files and states behind it. Values are never shown: they may be secrets.
 */
export class ArgumentReader {
  constructor(
    /** For messages: `the provider block aws of stack "orders"`. */
    private readonly where: string,
    private readonly block: Record<string, unknown>,
  ) {}

  /** @param variable the environment variable that says the same to Terraform and the SDK */
  text(name: string, variable?: string): string | undefined {
    const value = this.literal(name, variable);
    return value === undefined || value === '' ? undefined : String(value);
  }

  flag(name: string, variable?: string): boolean | undefined {
    const value = this.literal(name, variable);
    return value === undefined ? undefined : value === true || value === 'true';
  }

  list(name: string, variable?: string): string[] | undefined {
    const value = this.literal(name, variable);
    if (value === undefined) return undefined;
    const items = Array.isArray(value) ? value : [value];
    if (items.some(isExpression)) throw this.unresolved(name, variable);
    return items.length > 0 ? items.map(String) : undefined;
  }

  private literal(name: string, variable: string | undefined): unknown {
    const value = this.block[name] ?? undefined;
    if (isExpression(value)) throw this.unresolved(name, variable);
    return value;
  }

  private unresolved(name: string, variable: string | undefined) {
    return refusal(
      'PROVIDER_UNRESOLVED',
      `In ${this.where} the argument ${name} is a Terraform expression: only Terraform knows its value.`,
      `Write a literal or compute it in TypeScript${variable ? `, or omit it and set ${variable}` : ''}.`,
    );
  }
}
