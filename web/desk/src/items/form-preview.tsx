// The form as the applicant meets it, to try out: conditions work, nothing is sent.
import { useState } from 'react'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FormDefinition } from '../api/types.ts'
import { FormQuestions, type Answers } from '../parts/form-questions.tsx'

export function FormPreview({ definition }: { definition: FormDefinition }) {
  const { t } = useTranslation()
  const [answers, setAnswers] = useState<Answers>({})
  return (
    <Form layout="vertical" component="div">
      <p className="quiet">{t('items.formNote')}</p>
      <FormQuestions definition={definition} answers={answers} onChange={setAnswers} error={null} />
    </Form>
  )
}
