// The Chinese words of the life of an account; en-life.ts has the same keys (tested).
export const zhLife = {
  life: {
    frozenSince: '冻结时间', frozenBy: '冻结原因', frozenGround: { officer: '管理员冻结', failures: '多次输错第二种验证', self: '本人冻结' },
  },
}
