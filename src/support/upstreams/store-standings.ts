// Rows of sign-ins under way that stand under a secret of the installation.
import { sealedColumn, type Standing } from '#base/context'
import { contextOf } from './routes.ts'

export const upstreamStandings: readonly Standing[] = [sealedColumn({ table: 'upstreams.goings', key: { id: 'uuid' }, sealed: 'told_sealed', context: ({ id = '' }) => contextOf(id) })]
