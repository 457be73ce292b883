import { findParameter } from '../../data/parameters';
import { invalidParameterValue } from '../../wire/service-fault';

/**
 * Refuses a value outside a parameter's AllowedValues: `0,1`, `5-262143`, `local,on,off`. Formulas
 * (`{DBInstanceClassMemory/10922}`), lists, and what no source describes are taken as they are.
 */
export function checkAllowed(family: string, name: string, value: string): void {
  const { allowedValues, dataType } = findParameter(family, name) ?? {};
  if (allowedValues === undefined || dataType === 'list' || isFormula(value)) return;
  if (!allowedValues.split(',').some((allowed) => matches(allowed, value))) {
    throw invalidParameterValue(`Invalid parameter value: ${value} for: ${name} allowed values are: ${allowedValues}`);
  }
}

function matches(allowed: string, value: string): boolean {
  const range = /^(-?\d+)-(-?\d+)$/.exec(allowed);
  if (range === null) return allowed === value;
  return /^-?\d+$/.test(value) && Number(value) >= Number(range[1]) && Number(value) <= Number(range[2]);
}

function isFormula(value: string): boolean {
  return /[{(]/.test(value);
}
