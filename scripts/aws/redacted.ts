import { isRecord } from '../runtime/is-record';
import { hidden, withoutUrlPasswords } from '../runtime/redact';

const secret = /password|secret|token|signature|assertion|presignedurl/i;
/** Where the next page of a list begins, and whether RDS manages a password: not confidential. */
const open = /^(NextToken|Manage\w+)$/i;

const isSecret = (name: string) => secret.test(name) && !open.test(name);

/** Headers without what signs a request or serves as a login. The id of an access key is neither. */
export function redactedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name.toLowerCase() === 'authorization') {
        return [name, value.startsWith('AWS4') ? value.replace(/(Signature=)\w+/, `$1${hidden}`) : hidden];
      }
      return [name, isSecret(name) || /authorization|cookie/i.test(name) ? hidden : redactedText(value)];
    }),
  );
}

/** A body in any format of AWS's services, complete or not, redacted by the names of its fields. */
export function redactedBody(body: string): string {
  const text = body.trim();
  if (/^[{[]/.test(text)) return redactedJson(text);
  if (text.startsWith('<')) return redactedText(redactedXml(text));
  return /^[\w.-]+=/.test(text) ? redactedForm(text) : redactedText(text);
}

function redactedForm(text: string): string {
  const field = (pair: string) => {
    const [name = ''] = pair.split('=', 1);
    return isSecret(name) ? `${name}=${hidden}` : pair;
  };
  return redactedText(text.split('&').map(field).join('&'));
}

/** An element with all that is in it; what is cut off is hidden to its end. */
const redactedXml = (text: string) =>
  text.replace(
    /<(\w*(?:password|secret|token|signature|assertion|presignedurl)\w*)>[\s\S]*?(?:<\/\1>|$)/gi,
    (whole: string, name: string) => (isSecret(name) ? `<${name}>${hidden}</${name}>` : whole),
  );

function redactedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) =>
      isSecret(name) && (typeof value === 'string' || isRecord(value))
        ? hidden
        : typeof value === 'string'
          ? redactedText(value)
          : value,
    );
  } catch {
    return text.replace(/"(\w+)"(\s*:\s*)"(?:[^"\\]|\\.)*(?:"|$)/g, (whole: string, name: string, colon: string) =>
      isSecret(name) ? `"${name}"${colon}"${hidden}"` : whole,
    );
  }
}

/** URLs that are signed, or bear a password, inside of any text. */
const redactedText = (text: string) =>
  withoutUrlPasswords(text.replace(/(X-Amz-(?:Signature|Security-Token)(?:=|%3D))[^&\s"<]+/gi, `$1${hidden}`));
