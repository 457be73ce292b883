import type { Engine } from '../../../engine-versions/catalogue';
import { isPlayed } from '../../data/engines';
import type { EngineCourse } from './course';
import { mysqlCourse } from './mysql';
import { postgresqlCourse } from './postgresql';

const courses: Readonly<Record<Engine, EngineCourse>> = {
  'aurora-postgresql': postgresqlCourse,
  'aurora-mysql': mysqlCourse,
};

/** Of a record in the world, whose engine was checked when it was created. */
export function courseOf({ engine }: { engine: string }): EngineCourse {
  if (!isPlayed(engine)) throw new Error(`This server does not play the engine ${engine}.`);
  return courses[engine];
}
