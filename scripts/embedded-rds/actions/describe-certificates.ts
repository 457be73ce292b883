import type { CertificateMessage, DescribeCertificatesMessage } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { refuseFilters } from '../world/filters';
import { paginate } from '../world/paginate';
import type { Action } from './action';

/** The three authorities of the API reference's example, with its dates; thumbprints differ by region and are left out. */
const authorities: [identifier: string, validTill: string][] = [
  ['rds-ca-ecc384-g1', '2121-05-25T23:41:55Z'],
  ['rds-ca-rsa2048-g1', '2061-05-25T23:34:57Z'],
  ['rds-ca-rsa4096-g1', '2121-05-25T23:38:35Z'],
];

/** The authority that instances get when a call names none. */
const defaultCertificate = 'rds-ca-rsa2048-g1';

export const describeCertificates: Action<DescribeCertificatesMessage, CertificateMessage> = ({ region }, input) => {
  refuseFilters(input.Filters);
  const wanted = input.CertificateIdentifier;
  const found = authorities.filter(([identifier]) => wanted === undefined || identifier === wanted);
  if (found.length === 0) throw fault('CertificateNotFoundFault', `Certificate ${wanted} not found.`);
  const { page, Marker } = paginate(found, input, ([identifier]) => identifier);
  return {
    DefaultCertificateForNewLaunches: defaultCertificate,
    Certificates: page.map(([identifier, validTill]) => ({
      CertificateIdentifier: identifier,
      CertificateType: 'CA',
      ValidFrom: new Date('2021-05-25T22:34:57Z'),
      ValidTill: new Date(validTill),
      CertificateArn: `arn:aws:rds:${region.name}::cert:${identifier}`,
      CustomerOverride: false,
    })),
    Marker,
  };
};
