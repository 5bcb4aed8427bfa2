// What the examples of automatic decisions and of drafts of models stand on.
import { applyAutomatic, automatic, switchTo } from './automatic.ts'
import { people } from './carry.ts'
import { draftModel, hoardingModel } from './drafts.ts'
import type { Town } from './town.ts'

/** What the examples of automatic decisions and of drafts of models stand on. */
export function machineMakers(town: Town): Record<string, () => Promise<unknown>> {
  return {
    'automatic-case': () => applyAutomatic(town),
    'automatic-item': async () => automatic.item,
    'running-item': () => switchTo(town, 'running'),
    'stopped-item': () => switchTo(town, 'stopped'),
    'model-digest': async () => (await town.call<{ versions: { digest: string }[] }>('GET', `/api/models/${hoardingModel.body}/${hoardingModel.kind}/${hoardingModel.name}`, { as: people.clerk })).body.versions[0]?.digest,
    'model-draft': () => draftModel(town),
    'changed-model-draft': () => draftModel(town, 'changed'),
    'submitted-model-draft': () => draftModel(town, 'submitted'),
    'returned-model-draft': () => draftModel(town, 'submitted'),
    'published-model-draft': () => draftModel(town, 'submitted'),
  }
}
