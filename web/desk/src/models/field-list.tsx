// The fields of one page, or the columns of one row: dragged to their places or moved by Alt+arrow keys, added by their kind.
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FormDefinition, FormField } from '../api/types.ts'
import { useText } from '../parts/text.ts'
import { addField, type At, type DesignWidget, moveField, step } from './form-edit.ts'

/** What is chosen and what is being dragged, in one form. */
export type Hand = { chosen: At | null; choose: (at: At | null) => void; dragged: At | null; drag: (at: At | null) => void }
type Listing = { form: FormDefinition; page: number; kinds: readonly DesignWidget[]; region: string; editing: boolean; hand: Hand; /** Tells a row's fields from the page's. */ prefix?: string; onChange: (form: FormDefinition) => void }
const same = (one: At | null, other: At) => one !== null && one.page === other.page && one.field === other.field

function FieldRow({ prefix, field, at, chosen, editing, required, choose, drag, drop, move }: { prefix: string; field: FormField; at: At; chosen: boolean; editing: boolean; required: boolean; choose: () => void; drag: () => void; drop: () => void; move: (by: 1 | -1) => void }) {
  const { t } = useTranslation()
  const text = useText()
  const byKey = (event: React.KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    <li className={chosen ? 'design-field chosen' : 'design-field'} draggable={editing} onDragStart={drag} onDragOver={(event) => editing && event.preventDefault()} onDrop={drop}>
      <button type="button" data-design={`${prefix}${at.page}-${at.field}`} aria-pressed={chosen} onClick={choose} onKeyDown={byKey}>
        <span className="design-label">
          {text(field.label)} {required && <span className="design-required">*</span>}
        </span>
        <small className="quiet">
          {t(`models.widget.${field.widget ?? 'text'}`, { defaultValue: field.widget ?? 'text' })} · {field.field}
        </small>
      </button>
      {editing && (
        <span className="buttons">
          <Button size="small" type="text" aria-label={`${t('models.moveUp')} ${text(field.label)}`} onClick={() => move(-1)}>
            ↑
          </Button>
          <Button size="small" type="text" aria-label={`${t('models.moveDown')} ${text(field.label)}`} onClick={() => move(1)}>
            ↓
          </Button>
        </span>
      )}
    </li>
  )
}

export function FieldList({ form, page, kinds, region, editing, hand, prefix = '', onChange }: Listing) {
  const { t } = useTranslation()
  const text = useText()
  const shown = form.layout[page]
  if (shown === undefined) return null
  const moveBy = (at: At, by: 1 | -1) => {
    const moved = step(form, at, by)
    onChange(moved.form)
    hand.choose(moved.at)
    // The focus goes with the field that was moved.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-design="${prefix}${moved.at.page}-${moved.at.field}"]`)?.focus())
  }
  const add = (widget: DesignWidget) => {
    const added = addField(form, page, widget, { zh: t(`models.widget.${widget}`), en: widget }, region)
    onChange(added.form)
    hand.choose(added.at)
  }
  return (
    <>
      <ul className="plain">
        {shown.fields.map((field, index) => {
          const at = { page, field: index }
          return (
            <FieldRow
              key={field.field}
              prefix={prefix}
              field={field}
              at={at}
              chosen={same(hand.chosen, at)}
              editing={editing}
              required={form.schema.required?.includes(field.field) ?? false}
              choose={() => hand.choose(at)}
              drag={() => hand.drag(at)}
              drop={() => hand.dragged !== null && onChange(moveField(form, hand.dragged, at))}
              move={(by) => moveBy(at, by)}
            />
          )
        })}
      </ul>
      {editing && (
        <Select
          className="design-add"
          value={null}
          placeholder={`+ ${t(prefix === '' ? 'models.design.add' : 'models.design.addColumn')}`}
          aria-label={`${t(prefix === '' ? 'models.design.add' : 'models.design.addColumn')}：${text(shown.title)}`}
          options={kinds.map((widget) => ({ value: widget, label: t(`models.widget.${widget}`) }))}
          onChange={(widget: DesignWidget | null) => widget !== null && add(widget)}
        />
      )}
    </>
  )
}
