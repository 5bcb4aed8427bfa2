// The face of the licence that a decision will issue: the fields of its type, filled from the application, to be checked by a person.
import { useQuery } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../api/client.ts'
import type { LicenceType } from '../api/types.ts'
import type { ActContext } from './act-fields.tsx'
import { pickText } from './text.ts'

/** The value a face field takes from what is known, where its rule is a plain path such as `form.shopName`. */
function valueAt(known: Record<string, unknown> | undefined, path: string | undefined): unknown {
  if (path === undefined || !/^[\w.]+$/.test(path)) return undefined
  return path.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), known)
}

type Face = { path: string[]; type: LicenceType; valueOf: (field: string, from: string | undefined) => unknown; filled?: boolean }

/** A value as the schema of the face wants it: numbers as numbers. */
function asFace(type: string | undefined, text: string): unknown {
  if (text === '') return undefined
  return (type === 'number' || type === 'integer') && Number.isFinite(Number(text)) ? Number(text) : text
}

/** The type that a JSON Schema gives a field. */
function typeIn(schema: Record<string, unknown>, field: string): string | undefined {
  const type = valueAt(schema, `properties.${field}.type`)
  return typeof type === 'string' ? type : undefined
}

function OneFace({ path, type, valueOf, filled = false }: Face) {
  const { t, i18n } = useTranslation()
  return (
    <fieldset className="face">
      <legend>
        {t('field.face')} · {pickText(type.name, i18n.language)}
      </legend>
      {!filled && <p className="quiet">{t('field.faceNote')}</p>}
      {type.face.layout.map(({ field, label, from }) => {
        const known = valueOf(field, from)
        return (
          <Form.Item
            key={field}
            name={[...path, field]}
            label={pickText(label, i18n.language)}
            // Only what somebody typed is sent: what is known already is shown, and made again by the server.
            getValueProps={(value: unknown) => ({ value: value ?? (typeof known === 'object' ? '' : known) })}
            getValueFromEvent={(event: { target: { value: string } }) => asFace(typeIn(type.face.schema, field), event.target.value)}
          >
            <Input maxLength={200} placeholder={from === undefined || filled ? undefined : t('field.faceAuto')} />
          </Form.Item>
        )
      })}
    </fieldset>
  )
}

/** Faces of all licences among the results, named by the place of the result. */
export function FaceFields({ name, context }: { name: string; context: ActContext }) {
  const types = useQuery({
    queryKey: ['licence-types'],
    queryFn: () => ask(api.GET('/api/licence-types', { params: { query: { limit: 100 } } })),
    staleTime: 300_000,
  })
  const typeOf = (code: string | undefined) => types.data?.items.find((each) => each.code === code)
  const own = typeOf(context.faceType)
  if (own !== undefined) return <OneFace path={[name]} type={own} valueOf={(field) => context.face?.[field]} filled />
  return (
    <>
      {context.results?.map((result, place) => {
        const type = typeOf(result.licenceType)
        // biome-ignore lint/suspicious/noArrayIndexKey: a result's place is its name in the decision
        return type && <OneFace key={place} path={[name, String(place)]} type={type} valueOf={(_, from) => valueAt(context.known, from)} />
      })}
    </>
  )
}
