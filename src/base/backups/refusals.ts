// What backups and their restoration refuse.
import { refusal } from '#base/problem'

export const fileTaken = refusal({
  code: 'backups.file-taken', status: 409, zh: '这个文件已经存在，备份不会覆盖它。', en: 'This file exists already; a backup overwrites nothing.',
  nextZh: '请换一个文件名。', nextEn: 'Choose another name.',
})
export const notABackup = refusal({
  code: 'backups.not-a-backup', status: 422, zh: '这个文件不是备份，或者打不开。', en: 'This file is no backup, or it cannot be opened.',
  nextZh: '请检查路径，选择由 yiwang backup 生成的文件。', nextEn: 'Check the path and choose a file that `yiwang backup` made.',
})
export const damaged = refusal({
  code: 'backups.damaged', status: 422, zh: '备份文件不完整或被改动过，没有恢复任何内容。', en: 'The backup was cut off or changed; nothing of it was restored.',
  nextZh: '请重新复制这个文件，或使用另一份备份。', nextEn: 'Copy the file again, or take another backup.',
})
export const placeNotEmpty = refusal({
  code: 'backups.place-not-empty', status: 409, zh: '恢复的目标已有数据。', en: 'The place to restore into holds data already.',
  nextZh: '请把 YIWANG_HOME 设为空目录；使用外部数据库时，把 DATABASE_URL 设为空的数据库。', nextEn: 'Set YIWANG_HOME to an empty folder, and DATABASE_URL, where it is used, to an empty database.',
})
export const otherMachine = refusal({
  code: 'backups.other-machine', status: 409, zh: '这份备份是数据库文件的副本，只能在同一种系统、同一版本的内置数据库上恢复。', en: 'This backup is a copy of the database’s files; it goes only into the embedded database of the same version on the same kind of machine.',
  nextZh: '请在原系统上用 yiwang backup --logical 另做一份逻辑备份。', nextEn: 'On the machine it came from, make another one with `yiwang backup --logical`.',
})
export const fromElsewhere = refusal({
  code: 'backups.newer-program', status: 409, zh: '这份备份来自另一个版本的程序，它的数据库结构这里不认识。', en: 'This backup comes from another version of the program, whose database steps are not known here.',
  nextZh: '请使用做备份的那个版本或更新的版本恢复。', nextEn: 'Restore with the version that made it, or a newer one.',
})
export const rootDiffers = refusal({
  code: 'backups.root-differs', status: 422, zh: '恢复出来的账本与备份时记下的根不一致，恢复已撤销。', en: 'The restored ledger does not give the root noted in the backup; the restoration was undone.',
  nextZh: '请使用另一份备份，并把这份文件交给管理员检查。', nextEn: 'Take another backup, and have this one looked into.',
})
export const physicalNeedsEmbedded = refusal({
  code: 'backups.logical-only', status: 422, zh: '外部数据库只能做逻辑备份。', en: 'Of an external database only a logical backup is made here.',
  nextZh: '请加上 --logical，或用数据库自己的工具做物理备份。', nextEn: 'Add --logical, or use the tools of your database for a copy of its files.',
})
export const keyFileUnusable = refusal({
  code: 'backups.key-file-unusable', status: 422, zh: '备份密钥文件不能使用。', en: 'The key file for backups cannot be used.',
  nextZh: '密钥文件须存在、不少于 16 个字节，且只有本人可读（chmod 600）。', nextEn: 'It must exist, hold at least 16 bytes, and be readable by its owner alone (chmod 600).',
})
export const keyNeeded = refusal({
  code: 'backups.key-needed', status: 422, zh: '这份备份是加密的，没有指定密钥文件。', en: 'This backup is encrypted, and no key file was named.',
  nextZh: '请用 --key-file 或 YIWANG_BACKUP_KEY_FILE 指定做备份时使用的密钥文件。', nextEn: 'Name the key file it was made with, by --key-file or YIWANG_BACKUP_KEY_FILE.',
})
export const wrongKey = refusal({
  code: 'backups.wrong-key', status: 422, zh: '密钥文件与这份备份不符，没有恢复任何内容。', en: 'The key file is not the one this backup was made with; nothing of it was restored.',
  nextZh: '请使用做备份时的密钥文件；没有它，任何人都无法打开这份备份。', nextEn: 'Use the key file of that time; without it nobody can open this backup.',
})
