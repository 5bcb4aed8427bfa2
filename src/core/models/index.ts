// register: models 模型 — drafts of processes and decisions, checked before and published by a second person. What is in force lies with the items.
import type { Context } from '#base/context'
import { modelRoutes } from './routes.ts'
import { draftRoutes } from './routes-drafts.ts'

export const models: Context = {
  name: 'models',
  migrations: `${import.meta.dirname}/migrations`,
  routes: (ground) => [...modelRoutes(ground), ...draftRoutes(ground)],
}
