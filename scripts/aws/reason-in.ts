import { isRecord } from '../runtime/is-record';
import { printable } from '../runtime/printable';
import { redactedBody } from './redacted';

const longest = 200;

/** Beside what is hidden by the names of fields: a sentence may name one, too. */
const secret =
  /((?:password|passwd|secret|token|signature|authorization|credential)\w*["']?\s*[=:]\s*)(?:(?:Basic|Bearer)\s+)?[^\s,;]+/gi;

/**
 * What the body of an error says to people: the message in JSON or XML, the text of a page. On one line, bounded, and without
 * secrets; undefined where it says nothing.
 */
export function reasonIn(body: string): string | undefined {
  const text = wordsOf(redactedBody(body)).replace(secret, '$1(hidden)').replace(/\s+/g, ' ').trim();
  if (text === '') return undefined;
  return printable(text.length > longest ? `${text.slice(0, longest)}…` : text);
}

function wordsOf(body: string): string {
  if (/^[{[]/.test(body)) return messageIn(body);
  if (!body.startsWith('<')) return body;
  const message = /<Message>([\s\S]*?)<\/Message>/i.exec(body)?.[1];
  const all = message ?? body.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<!--[\s\S]*?-->/g, ' ');
  return all
    .replace(/<[^>]*>?/g, ' ')
    .replace(/&(lt|gt|quot|apos|nbsp|amp);/g, (_, name: string) => entities[name] ?? ' ');
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Under one of the names that servers and gateways give to it. */
function messageIn(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    if (!isRecord(value)) return '';
    const { error } = value;
    const of = isRecord(error) ? { ...value, ...error } : value;
    const found = [of.message, of.Message, of.errorMessage, of.error, of.detail].find(
      (each) => typeof each === 'string',
    );
    return String(found ?? '');
  } catch {
    return '';
  }
}
