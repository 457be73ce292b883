import type { Tags } from '../aws/rds/types';
import { tagKey } from './tag-key';

/** Where consumers of the binary log go on in the new production, as RDS told it once, after the switchover. */
export interface Coordinates {
  file: string;
  position: string;
}

/** `mysql-bin-changelog.000003:40134574`, as the tag has it. */
export const coordinatesText = ({ file, position }: Coordinates) => `${file}:${position}`;

/** As an earlier run has kept them. */
export function keptCoordinates(tags: Tags): Coordinates | undefined {
  const [, file, position] = /^(\S+):(\d+)$/.exec(tags[tagKey.coordinates] ?? '') ?? [];
  return file === undefined || position === undefined ? undefined : { file, position };
}
