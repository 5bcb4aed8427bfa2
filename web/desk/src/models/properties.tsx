// The properties of the chosen element in plain words: what kind of step, who handles it, which outcomes, on which condition, until when.
import { compileExpression } from '#engines/decisions'
import { Button, Checkbox, Input, Select } from 'antd'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Facts } from '../parts/panel.tsx'
import { useText } from '../parts/text.ts'
import { conditionOf, eventDefinition, findShape, isDefaultFlow, listShapes, messageOf, type Shape, textOf, timerKinds, timerOf, writeAttribute, writeCondition, writeDefaultFlow, writeMessage, writeTimer } from './element.ts'
import type { Modeler } from './process-editor.tsx'
import { serviceNames, stepKinds, stepRoles, stepUnits, usualOutcomes } from './yiwang-moddle.ts'

type Part = { modeler: Modeler; shape: Shape }

function Field({ name, children }: { name: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="property">
      <label htmlFor={id}>{name}</label>
      {children(id)}
    </div>
  )
}

/** A line or a few lines of text; written when the field is left or Enter is pressed, so that each change is one step to take back. */
function TextField({ name, value, write, rows, hint }: { name: string; value: string; write: (text: string) => void; rows?: number; hint?: string }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const done = () => typed !== value && write(typed.trim())
  return (
    <Field name={name}>
      {(id) => (
        <>
          {rows === undefined ? (
            <Input id={id} value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={done} onPressEnter={done} />
          ) : (
            <Input.TextArea id={id} value={typed} autoSize={{ minRows: rows, maxRows: 8 }} onChange={(event) => setTyped(event.target.value)} onBlur={done} />
          )}
          {hint !== undefined && <small className="quiet">{hint}</small>}
        </>
      )}
    </Field>
  )
}

function ChoiceField({ name, value, options, write, free }: { name: string; value: string; options: { value: string; label: string }[]; write: (value: string) => void; free?: boolean }) {
  const known = options.some((option) => option.value === value) || value === '' ? options : [...options, { value, label: value }]
  if (free) {
    return <Field name={name}>{(id) => <Select id={id} mode="tags" maxCount={1} value={value === '' ? [] : [value]} options={known} onChange={(chosen: string[]) => write(chosen.at(-1) ?? '')} />}</Field>
  }
  return <Field name={name}>{(id) => <Select id={id} value={value === '' ? null : value} options={known} onChange={(chosen: string) => write(chosen)} />}</Field>
}

function StepFields({ modeler, shape }: Part) {
  const { t } = useTranslation()
  const read = (name: string) => textOf(shape.businessObject, `yiwang:${name}`)
  const write = (name: string) => (value: string) => writeAttribute(modeler, shape, `yiwang:${name}`, value)
  const named = (words: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`${words}.${value.replace(':', '-')}`, { defaultValue: value }) }))
  const fixed = stepKinds[read('step')]
  const outcomes = read('outcomes').split(',').map((one) => one.trim()).filter((one) => one !== '')
  return (
    <>
      <ChoiceField name={t('models.step')} value={read('step')} options={named('models.stepKind', Object.keys(stepKinds))} write={write('step')} />
      <ChoiceField name={t('models.role')} value={read('role')} options={named('role', stepRoles)} write={write('role')} />
      <ChoiceField name={t('models.unit')} value={read('unit')} options={named('models.unitOf', stepUnits)} write={write('unit')} free />
      {fixed === undefined ? (
        <Field name={t('models.outcomes')}>
          {(id) => <Select id={id} mode="tags" value={outcomes} options={named('outcome', usualOutcomes)} onChange={(chosen: string[]) => write('outcomes')(chosen.join(','))} tokenSeparators={[',', '，', ' ']} />}
        </Field>
      ) : (
        <p className="property quiet">{t('models.outcomesFixed', { list: fixed.map((one) => t(`outcome.${one}`, { defaultValue: one })).join('、') })}</p>
      )}
      <TextField name={t('models.hours')} value={read('hours')} write={write('hours')} hint={t('models.hoursHint')} />
    </>
  )
}

function FlowFields({ modeler, shape }: Part) {
  const { t } = useTranslation()
  const text = useText()
  const condition = conditionOf(shape)
  const faults = condition === '' ? [] : compileExpression(condition).problems
  return (
    <>
      <TextField name={t('models.condition')} value={condition} rows={2} hint={t('models.conditionHint')} write={(typed) => writeCondition(modeler, shape, typed)} />
      {faults.map((fault) => (
        <p key={fault.zh} className="fault">
          {text(fault)}
        </p>
      ))}
      <div className="property">
        <Checkbox checked={isDefaultFlow(shape)} onChange={(event) => writeDefaultFlow(modeler, shape, event.target.checked)}>
          {t('models.defaultFlow')}
        </Checkbox>
      </div>
    </>
  )
}

function TimerFields({ modeler, shape }: Part) {
  const { t } = useTranslation()
  const timer = timerOf(shape)
  if (!timer) return null
  return (
    <>
      <ChoiceField name={t('models.timerKind')} value={timer.kind} options={timerKinds.map((kind) => ({ value: kind, label: t(`models.timer.${kind}`) }))} write={(kind) => writeTimer(modeler, shape, timerKinds.find((one) => one === kind) ?? 'timeDuration', timer.text)} />
      <TextField name={t('models.timerText')} value={timer.text} hint={t('models.timerHint')} write={(typed) => writeTimer(modeler, shape, timer.kind, typed)} />
    </>
  )
}

function KindFields({ modeler, shape }: Part) {
  const { t } = useTranslation()
  const attribute = (name: string) => ({ value: textOf(shape.businessObject, `yiwang:${name}`), write: (value: string) => writeAttribute(modeler, shape, `yiwang:${name}`, value) })
  const message = messageOf(shape)
  return (
    <>
      {shape.type === 'bpmn:UserTask' && <StepFields modeler={modeler} shape={shape} />}
      {shape.type === 'bpmn:ServiceTask' && <ChoiceField name={t('models.do')} options={serviceNames.map((name) => ({ value: name, label: t(`models.service.${name}`) }))} free {...attribute('do')} />}
      {shape.type === 'bpmn:BusinessRuleTask' && <TextField name={t('models.decisionAsked')} hint={t('models.decisionHint')} {...attribute('decision')} />}
      {shape.type === 'bpmn:SequenceFlow' && <FlowFields modeler={modeler} shape={shape} />}
      {eventDefinition(shape, 'bpmn:TimerEventDefinition') !== undefined && <TimerFields modeler={modeler} shape={shape} />}
      {message !== undefined && <TextField name={t('models.message')} value={message} write={(name) => writeMessage(modeler, shape, name)} />}
    </>
  )
}

type Appending = { append: (source: Shape, shape: unknown) => void }
type Shapes = { createShape: (attributes: { type: string }) => unknown }
const appendable = ['bpmn:UserTask', 'bpmn:BusinessRuleTask', 'bpmn:ServiceTask', 'bpmn:ExclusiveGateway', 'bpmn:ParallelGateway', 'bpmn:EndEvent']
const leaves = /Task$|Gateway$|StartEvent$|BoundaryEvent$|Intermediate|SubProcess$|CallActivity$/

/** Adds what comes next by a button: the palette is for the mouse alone. */
function Append({ modeler, shape }: Part) {
  const { t } = useTranslation()
  if (!leaves.test(shape.type)) return null
  const append = (type: string) => modeler.get<Appending>('autoPlace').append(shape, modeler.get<Shapes>('elementFactory').createShape({ type }))
  return (
    <div className="property">
      <span className="property-name">{t('models.append')}</span>
      <span className="buttons">
        {appendable.map((type) => (
          <Button key={type} size="small" onClick={() => append(type)}>
            {t(`models.element.${type.slice(5)}`)}
          </Button>
        ))}
      </span>
    </div>
  )
}

type Removing = { removeElements: (shapes: Shape[]) => void }

/** The chooser of an element, its fields, and what can be put after it. */
export function Properties({ modeler, selected, onSelect }: { modeler: Modeler; selected: string | undefined; onSelect: (id: string | undefined) => void }) {
  const { t } = useTranslation()
  const shape = findShape(modeler, selected)
  const kind = (type: string) => t(`models.element.${type.slice(5)}`, { defaultValue: type.slice(5) })
  if (!shape) return null
  const isWhole = shape.type === 'bpmn:Process' || shape.type === 'bpmn:Collaboration'
  const attribute = (name: string) => ({ value: textOf(shape.businessObject, name), write: (value: string) => writeAttribute(modeler, shape, name, value) })
  return (
    <div key={shape.id}>
      <Field name={t('models.elementChosen')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={shape.id}
            options={listShapes(modeler).map((one) => ({ value: one.id, label: `${kind(one.type)} ${one.name === '' ? one.id : one.name}` }))}
            onChange={(chosen: string) => onSelect(chosen)}
          />
        )}
      </Field>
      <TextField name={t('models.name')} {...attribute('name')} />
      <TextField name={t('models.nameEn')} {...attribute('yiwang:nameEn')} />
      <KindFields modeler={modeler} shape={shape} />
      <Append modeler={modeler} shape={shape} />
      <Facts rows={[[t('models.identifier'), <code key="id">{shape.id}</code>]]} />
      {!isWhole && (
        <Button danger size="small" onClick={() => modeler.get<Removing>('modeling').removeElements([shape])}>
          {t('models.removeElement')}
        </Button>
      )}
    </div>
  )
}
