// The kinds of field: which widget asks, which structure its answer has beyond what the pack's schema says, and what the parts
// of an answer are called. Knows no expression and no face.
import type { Text } from '#engines/words'
import type { FieldSchema } from './form.ts'

export const widgets = [
  'text', 'textarea', 'number', 'money', 'date', 'date-range', 'select', 'radios', 'checkboxes', 'id-number', 'uscc', 'licence-id', 'phone', 'postcode',
  'address', 'documents', 'signature', 'group', 'table',
] as const
export type Widget = (typeof widgets)[number]

/** Kinds whose answer is made of parts or rows; none of them may stand inside a row. */
export const compositeWidgets: ReadonlySet<Widget> = new Set<Widget>(['date-range', 'address', 'documents', 'signature', 'group', 'table'])

/** The type that the schema of a field must name for its widget. */
export function typeOfWidget(widget: Widget): string | undefined {
  if (widget === 'group' || widget === 'table' || widget === 'documents') return 'array'
  return compositeWidgets.has(widget) ? 'object' : undefined
}

/** Structure of an answer that the kind itself demands, whatever the pack's schema adds. */
export const kindSchemas: Partial<Record<Widget, FieldSchema>> = {
  money: { format: 'money' },
  'date-range': {
    required: ['from', 'to'], additionalProperties: false,
    properties: { from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' } },
  },
  address: {
    required: ['region', 'detail'], additionalProperties: false,
    properties: {
      region: { type: 'string', pattern: '^[0-9]{6}([0-9]{3}|[0-9]{6})?$' },
      detail: { type: 'string', minLength: 2, maxLength: 200 },
      // The whole address in words: written by the server from the region's names, never taken from outside.
      text: { type: 'string', maxLength: 500 },
    },
  },
  signature: {
    required: ['name', 'declared'], additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 2, maxLength: 60 },
      declared: { const: true },
      // Strokes as a path in a field of 600 by 200, as far as they were drawn.
      drawing: { type: 'string', maxLength: 20_000, pattern: '^(M[0-9]{1,3} [0-9]{1,3}( L[0-9]{1,3} [0-9]{1,3})* ?)+$' },
      at: { type: 'string', format: 'date-time' },
    },
  },
  documents: {
    items: {
      type: 'object', required: ['name'], additionalProperties: false,
      properties: { name: { type: 'string' }, sha256: { type: 'string' }, type: { type: 'string' }, bytes: { type: 'integer' } },
    },
  },
}

/** What the parts of a composite answer are called. */
export const partNames: Partial<Record<Widget, Record<string, Text>>> = {
  'date-range': { from: { zh: '开始日期', en: 'first day' }, to: { zh: '结束日期', en: 'last day' } },
  address: { region: { zh: '所在地区', en: 'region' }, detail: { zh: '详细地址', en: 'street and number' } },
  signature: { name: { zh: '签名', en: 'name' }, declared: { zh: '声明', en: 'declaration' }, drawing: { zh: '手写签名', en: 'drawn signature' } },
}

const widgetByFormat: Record<string, Widget> = { date: 'date', 'resident-id': 'id-number', uscc: 'uscc', 'licence-id': 'licence-id', phone: 'phone', postcode: 'postcode' }

/** The widget a schema asks for by itself, where the layout names none. */
export function widgetFor(schema: FieldSchema): Widget {
  const named = schema.format === undefined ? undefined : widgetByFormat[schema.format]
  if (named !== undefined) return named
  if (schema.type === 'array') return 'checkboxes'
  if (schema.type === 'boolean') return 'radios'
  if (schema.type === 'number' || schema.type === 'integer') return 'number'
  if (schema.enum !== undefined) return schema.enum.length > 5 ? 'select' : 'radios'
  return (schema.maxLength ?? 0) > 200 ? 'textarea' : 'text'
}

/** The key under which files of a `documents` field are handed in, beside the keys of materials. */
export function documentKey(field: string): string {
  return `form.${field}`
}
