// Rows of applications that stand under a secret of the installation.
import { sealedColumn, type Standing } from '#base/context'
import { othersSealedAs } from './others.ts'

export const applicationStandings: readonly Standing[] = [sealedColumn({ table: 'applications.drafts', key: { id: 'uuid' }, sealed: 'others_sealed', context: ({ id = '' }) => othersSealedAs(id) })]
