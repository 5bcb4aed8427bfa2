// register: service items: what exists, in which version, from when; and each version ready to work with.
import type { Context } from '#base/context'
import { catalogRoutes } from './catalog.ts'
import { itemRoutes } from './routes.ts'

export { publishItems, publishLock, versionDigest, type NewVersion } from './acts.ts'
export { readItemList, type ImportedItem, type RowReport } from './import.ts'
export { itemNotFound, type Item } from './item.ts'
export { publishModel, sourceDigest, type ModelChange } from './publish-model.ts'
export { findItem, findAutomaticItems, findMatterItems, findSupervisionItem, getItem, getItemVersion, findRectificationItem, findServingItem } from './read.ts'
export { isServing, namesOfItems } from './store.ts'
export { listPackItemsBeyond, listPublished, type PublishedItem } from './store-published.ts'
export { itemText, type ModelKind } from './model-text.ts'
export { findItemModel, findModelText, listModels, listModelVersions, listUsers, waitingVersions, type ModelInForce, type ModelUserRow, type ModelVersion } from './store-models.ts'

export const items: Context = { name: 'items', migrations: `${import.meta.dirname}/migrations`, routes: (ground) => [...itemRoutes(ground), ...catalogRoutes(ground)] }
