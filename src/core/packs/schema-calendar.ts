// One year of the official calendar as a pack writes it (国务院办公厅 notices). What the days mean is the calendar engine's matter.
import { Type } from 'typebox'
import type { CalendarYear } from '#engines/calendar'
import { TextSchema } from './schema-parts.ts'

const date = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }

export const CalendarYearSchema = Type.Unsafe<CalendarYear>({
  type: 'object',
  required: ['year', 'notice', 'issued', 'holidays', 'workdays'],
  additionalProperties: false,
  properties: {
    year: { type: 'integer', minimum: 1949, maximum: 2200 },
    notice: { type: 'string', minLength: 4 },
    issued: date,
    amendments: { type: 'array', items: { type: 'object', required: ['notice', 'issued'], additionalProperties: false, properties: { notice: { type: 'string', minLength: 4 }, issued: date } } },
    holidays: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['name', 'from', 'to'], additionalProperties: false, properties: { name: TextSchema, from: date, to: date } },
    },
    workdays: { type: 'array', items: date },
  },
})
