import { catalogue } from '../preflight/sql/postgresql-catalogue';
import type { SqlCheck } from '../preflight/sql/sql-check';
import { codes } from '../runtime/codes';
import { markdownCode } from '../text/markdown';
import { plainCell } from './cell';
import { markdownTable } from './markdown-table';

/** The checks by SQL, in the order in which they are told. */
export const catalogueTable = (checks: readonly SqlCheck[] = catalogue) =>
  markdownTable(
    ['id', 'when', 'severity', 'what it finds', 'source'],
    checks.map(({ id, when, severity, title, source }) => [
      markdownCode(id),
      when.join(', '),
      severity.join(' or '),
      plainCell(title),
      `<${source}>`,
    ]),
  );

/** The same of Aurora MySQL, with whether each was seen to find, and not to find, on a real server. */
export const mysqlCatalogueTable = (checks: readonly SqlCheck[]) =>
  markdownTable(
    ['id', 'when', 'severity', 'what it finds', 'proven on MariaDB', 'source'],
    checks.map(({ id, when, severity, title, unproven, source }) => [
      markdownCode(id),
      when.join(', '),
      severity.join(' or '),
      plainCell(title),
      plainCell(unproven === undefined ? 'yes' : `in part: ${unproven}`),
      `<${source}>`,
    ]),
  );

/** The checks by AWS's API. */
export const apiCatalogueTable = () =>
  markdownTable(
    ['id', 'what it finds'],
    Object.entries(codes)
      .filter(([code]) => code.startsWith('API_'))
      .map(([code, means]) => [markdownCode(code), plainCell(means)]),
  );
