"""Our addresses, the sorts of mail, and the words that tell them, in each language we answer in."""

from django.utils.translation import gettext_lazy as _

from privacy.consent.words import asks_to_stop
from privacy.correspondence.types import Mailbox, Sort

# Of two sorts whose words weigh the same the first wins: whoever asks for a right is heard before all others.
GUARDIAN = Sort(
    "guardian",
    _("From a guardian"),
    {
        "en": ("my child", "my son", "my daughter", "my kid", "guardian", "years old", "underage", "minor child"),
        "zh": ("我的孩子", "我孩子", "我儿子", "我女儿", "我的儿子", "我的女儿", "监护人", "未成年", "小孩"),
    },
    confidential=True,
)
INCIDENT = Sort(
    "incident",
    _("Reports a leak or a weakness"),
    {
        "en": ("data breach", "data leak", "leaked", "vulnerability", "security hole", "security issue", "phishing",
               "hacked", "someone else's account", "somebody else's order"),
        "zh": ("泄露", "泄漏", "漏洞", "钓鱼", "被盗", "黑客", "别人的订单", "安全问题"),
    },
    confidential=True,
)  # fmt: skip
DELETION = Sort(
    "deletion",
    _("Asks for deletion"),
    {
        "en": ("delete my data", "delete my account", "delete all my", "erase my", "remove my data",
               "remove my account", "close my account", "right to be forgotten", "delete everything"),
        "zh": ("删除我的", "注销账户", "注销账号", "注销我的", "清除我的", "被遗忘权", "删除账户", "删除账号",
               "删除个人信息"),
    },
    right="deletion",
    confidential=True,
)  # fmt: skip
CORRECTION = Sort(
    "correction",
    _("Asks for a correction"),
    {
        "en": ("correct my data", "correct my name", "correct my address", "my name is wrong", "wrong date of birth",
               "update my data", "rectify", "rectification", "misspelt", "misspelled"),
        "zh": ("更正", "改正我的", "修改我的", "信息有误", "名字写错", "资料有误"),
    },
    right="correction",
    confidential=True,
)  # fmt: skip
ACCESS = Sort(
    "access",
    _("Asks what we know"),
    {
        "en": ("copy of my data", "what data you", "what you know about me", "data you hold", "my personal data",
               "subject access", "access request", "download my data", "information you have about me"),
        "zh": ("我的数据副本", "查询我的", "查阅我的", "哪些个人信息", "我的个人信息", "复制我的", "导出我的",
               "掌握我的"),
    },
    right="access",
    confidential=True,
)  # fmt: skip
WITHDRAWAL = Sort(
    "withdrawal",
    _("Takes consent back"),
    {
        "en": ("unsubscribe", "stop sending", "no more letters", "no more emails", "withdraw my consent",
               "take me off", "remove me from your list", "opt out"),
        "zh": ("退订", "取消订阅", "不要再发", "撤回同意", "撤销同意", "别再发"),
    },
    right="withdrawal",
    # A reply of a word in a dozen languages more, or the subject alone.
    told=asks_to_stop,
)  # fmt: skip
COMPLAINT = Sort(
    "complaint",
    _("A complaint"),
    {
        "en": ("complaint", "complain", "unacceptable", "disappointed", "regulator", "supervisory authority",
               "not happy with"),
        "zh": ("投诉", "抱怨", "不满", "举报", "监管部门", "失望"),
    },
    right="complaint",
    confidential=True,
)  # fmt: skip
ORDER = Sort(
    "order",
    _("About an order"),
    {
        "en": ("my order", "order number", "parcel", "delivery", "tracking", "invoice", "refund", "customs",
               "arrived", "shipped"),
        "zh": ("订单", "包裹", "快递", "物流", "发票", "退款", "海关", "发货", "收到货"),
    },
)  # fmt: skip
PRESS = Sort(
    "press",
    _("Press"),
    {
        "en": ("journalist", "magazine", "interview", "press", "editor", "article about", "documentary"),
        "zh": ("记者", "采访", "杂志", "报道", "媒体", "纪录片"),
    },
)
OTHER = Sort("other", _("Anything else"))
AUTOMATIC = Sort("automatic", _("Written by a program"), clocked=False)

SORTS = (
    GUARDIAN, INCIDENT, DELETION, CORRECTION, ACCESS, WITHDRAWAL, COMPLAINT, ORDER, PRESS, OTHER, AUTOMATIC,
)  # fmt: skip

MAILBOXES = (
    Mailbox("hello", _("Anything"), OTHER.id),
    Mailbox("privacy", _("Your data and your rights"), OTHER.id, for_rights=True),
    Mailbox("guardians", _("For parents and guardians"), GUARDIAN.id, always=True),
    Mailbox("complaints", _("Complaints"), COMPLAINT.id, always=True),
    Mailbox("press", _("Press"), PRESS.id),
    Mailbox("security", _("Leaks and weaknesses"), INCIDENT.id, always=True),
    # What our own mails are sent from: answers to them come here.
    Mailbox("studio", _("Answers to our mails"), OTHER.id, public=False),
)
