"""Which script and whose words a Chinese text is in."""

import re

# Written one way on the mainland and another in Taiwan, neither of them a character of the other.
_PAIRS = """
们們 这這 说說 对對 时時 现現 发發 过過 还還 没沒 页頁 务務 费費 账賬 电電 话話 动動 应應 换換 单單
证證 驾駕 码碼 网網 开開 关關 号號 户戶 续續 钱錢 买買 卖賣 样樣 选選 项項 让讓 该該 给給 从從 张張
优優 传傳 侧側 储儲 写寫 决決 况況 刚剛 则則 劳勞 势勢 区區 压壓 参參 双雙 变變 启啟 员員 响響 圆圓
国國 图圖 团團 块塊 坏壞 处處 备備 复復 够夠 头頭 夹夾 奖獎 学學 实實 审審 宽寬 导導 层層 属屬 币幣
带帶 帮幫 库庫 异異 弃棄 录錄 归歸 当當 态態 总總 执執 扫掃 扩擴 扰擾 护護 报報 担擔 择擇 损損 据據
数數 断斷 旧舊 显顯 机機 权權 条條 来來 构構 标標 栏欄 档檔 检檢 楼樓 欢歡 残殘 气氣 汇匯 汉漢 济濟
测測 浏瀏 满滿 滞滯 热熱 状狀 独獨 环環 画畫 监監 盖蓋 盘盤 确確 礼禮 种種 积積 称稱 稳穩 签簽 简簡
类類 纸紙 级級 纪紀 约約 线線 组組 细細 终終 经經 结結 绝絕 统統 维維 缩縮 缴繳 罗羅 义義 习習 职職
联聯 脑腦 节節 药藥 获獲 营營 虚虛 虽雖 补補 装裝 见見 规規 视視 览覽 觉覺 计計 订訂 认認 记記 讲講
许許 论論 设設 访訪 识識 诉訴 词詞 试試 询詢 详詳 语語 误誤 请請 读讀 谁誰 调調 谈談 谢謝 负負 财財
责責 败敗 货貨 质質 购購 贵貴 资資 赠贈 赶趕 转轉 轮輪 软軟 载載 较較 输輸 边邊 达達 运運 进進 连連
迟遲 适適 递遞 邮郵 释釋 钟鐘 键鍵 银銀 锁鎖 错錯 长長 门門 闭閉 问問 间間 阅閱 队隊 际際 险險 随隨
难難 预預 领領 题題 颜顏 额額 风風 馆館 验驗 齐齊 龄齡 点點 无無 东東 乐樂 业業 两兩 严嚴 为為 举舉
么麼 书書 产產 亲親 仅僅 仓倉 众眾 会會 价價 余餘 丢丟 万萬 与與 专專 临臨 争爭 亿億 冻凍 凭憑 创創
办辦 华華 协協 厅廳 历歷 县縣 吗嗎 听聽 场場 墙牆 声聲 宝寶 宾賓 寻尋 尔爾 尝嘗 尽盡 岁歲 岛島 师師
广廣 废廢 强強 忆憶 恶惡 惯慣 愿願 抢搶 拟擬 拨撥 挡擋 摄攝 携攜 术術 杂雜 极極 柜櫃 桥橋 毁毀 毕畢
泽澤 涨漲 渐漸 温溫 湾灣 灭滅 灵靈 灯燈 烦煩 爱愛 畅暢 离離 穷窮 竞競 紧緊 编編 缓緩 缘緣 罚罰 胜勝
脏髒 艺藝 荐薦 蓝藍 虑慮 触觸 讨討 训訓 议議 评評 诈詐 译譯 诚誠 贴貼 贷貸 贸貿 赁賃 赔賠 赖賴 赚賺
踪蹤 车車 轻輕 辑輯 辞辭 违違 远遠 遗遺 邻鄰 钮鈕 销銷 闲閒 闻聞 阳陽 阶階 陆陸 隐隱 静靜 顺順 须須
顾顧 频頻 飞飛 骗騙 鲜鮮 个個 几幾
"""
SIMPLIFIED = frozenset(pair[0] for pair in _PAIRS.split())
TRADITIONAL = frozenset(pair[1] for pair in _PAIRS.split())

# What the other side of the strait says.
NOT_IN_TAIWAN = "短信 充值 運營商 賬單 賬戶 便利店 手機號 網絡 屏幕 默認 視頻 軟件 打印"
NOT_ON_THE_MAINLAND = "门号 储值 简讯 电信业者 帐单 帐号 超商 网路 萤幕 软体"

KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_QUOTES = re.compile(r"「([^」]*)」|『([^』]*)』|“([^”]*)”")
_BRACKETS = re.compile(r"（([^（）]*)）|\(([^()]*)\)")
_WITH_KANA = re.compile(rf"[^，。；、：→\s]*[{KANA}][^，。；、：→\s]*")
_RUN = re.compile(rf"[{KANA}]+")
_NAMES = "d払い"


def unquoted(chinese: str, japanese: str) -> str:
    """The text without the Japanese words in it: what stands in quotes or brackets and is Japanese."""

    def cut(found: re.Match[str]) -> str:
        inside = next(part for part in found.groups() if part is not None)
        return "" if _RUN.search(inside) or inside in japanese else found[0]

    return _BRACKETS.sub(cut, _QUOTES.sub(cut, chinese))


def strange(language: str, chinese: str, japanese: str) -> set[str]:
    """The characters and words in a Chinese text that are of the other script or the other side."""
    text = _WITH_KANA.sub("", unquoted(chinese, japanese))
    signs, words = (TRADITIONAL, NOT_ON_THE_MAINLAND) if language == "zh_CN" else (SIMPLIFIED, NOT_IN_TAIWAN)
    return set(text) & signs | {word for word in words.split() if word in text}


def scraps(chinese: str, japanese: str) -> list[str]:
    """The kana outside quotes that are no word: a single sign, such as a particle left in."""
    text = unquoted(chinese, japanese).replace(_NAMES, "")
    return [run for run in _RUN.findall(text) if len(run) == 1]
