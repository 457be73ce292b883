import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { namespaceOf, type OperationSchema, type ServiceName, xmlNamespaceOf } from './schemas';
import type { ServiceFault } from './service-fault';

/** Timestamps as RDS prints them, `2023-01-10T18:42:09.330Z` (5: date-time, in the SDK's numbering of formats). */
const settings = {
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
} as const;

/** The body of a successful answer. Operations without an output have no Result element. */
export function encodeOutput(operation: OperationSchema, output: unknown, requestId: string): string {
  const { name, service } = operation;
  let result = '';
  if (!NormalizedSchema.of(operation.output as never).isUnitSchema()) {
    const serializer = new XmlShapeSerializer({ ...settings, serviceNamespace: namespaceOf(service) } as never);
    serializer.write(operation.output as never, (output ?? {}) as never);
    result = `<${name}Result>${withoutRoot(String(serializer.flush()))}</${name}Result>`;
  }
  return response(name, xmlNamespaceOf(service), result, requestId);
}

/** The same for a service whose schemas are not at hand (IAM): `result` is XML. */
export function response(name: string, xmlns: string, result: string, requestId: string): string {
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${name}Response xmlns="${xmlns}">${result}${metadata}</${name}Response>`;
}

export function encodeFault(
  fault: Pick<ServiceFault, 'code' | 'httpStatus' | 'message'>,
  requestId: string,
  service: ServiceName = 'rds',
): string {
  const type = fault.httpStatus < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${fault.code}</Code><Message>${escapeXml(fault.message)}</Message></Error>`;
  return `<ErrorResponse xmlns="${xmlNamespaceOf(service)}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}

/** Character data: what XML 1.0 cannot hold at all is dropped. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (character) => entities[character] ?? character)
  );
}

/** The serializer names the root after the shape; on the wire it is named after the operation. */
function withoutRoot(xml: string): string {
  if (/^<[^>]*\/>$/.test(xml)) return '';
  return xml.replace(/^<[^>]*>/, '').replace(/<\/[^>]*>$/, '');
}
