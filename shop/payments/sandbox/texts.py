"""The hosted page's words in Chinese; English is the key."""

LANGUAGES = {"en": "English", "zh-hans": "简体中文"}

ZH_HANS = {
    "Sandbox bank": "沙盒银行",
    "SANDBOX": "沙盒",
    "A trial page. No real card is taken and no money moves.": "这是试用页面：不接受真实银行卡，不会产生任何扣款。",
    "Pay by card": "银行卡付款",
    "Amount": "金额",
    "To": "收款方",
    "Reference": "订单号",
    "Name on the card": "持卡人姓名",
    "Card number": "卡号",
    "Expiry (month / year)": "有效期（月 / 年）",
    "Security code (CVV)": "安全码（CVV）",
    "Pay": "支付",
    "Cancel and return to the shop": "取消并返回商店",
    "Return to the shop": "返回商店",
    "Test cards": "测试卡",
    "Any name, any future date, any three digits.": "姓名任意，有效期填将来任意月份，安全码任意三位数字。",
    "Number": "卡号",
    "What it does": "结果",
    "Approved": "支付成功",
    "Approved, four-digit security code": "支付成功（四位安全码）",
    "Your bank asks you to confirm": "需要您在发卡行确认",
    "Declined; another card may be tried": "被拒绝，可换一张卡再试",
    "Declined for good; back to the shop": "被拒绝，返回商店",
    "The provider has a fault; nothing is charged": "支付系统故障，不会扣款",
    "Unknown at first, approved a little later": "先处于待定状态，稍后成功",
    "Unknown at first, declined a little later": "先处于待定状态，稍后被拒绝",
    "Approved; the shop is told late and three times": "支付成功，但商店很晚才收到通知，并且会收到三次",
    "Please check the marked fields.": "请检查标出的各项。",
    "The card was declined. Nothing was charged. You can try another card.": (
        "这张卡被拒绝了，没有扣款。您可以换一张卡再试。"
    ),
    "We have a fault at the moment. Nothing was charged. Please try again.": "系统暂时出现故障，没有扣款。请稍后再试。",
    "Enter the name as it stands on the card.": "请按卡面填写持卡人姓名。",
    "This card number is not complete or has a wrong digit.": "卡号不完整，或有数字填错。",
    "This is a sandbox: use one of the test cards listed on this page.": "这里是沙盒，请使用本页列出的测试卡。",
    "Enter the expiry date as month / year, for example 08 / 30.": "请按“月 / 年”填写有效期，例如 08 / 30。",
    "This card has expired.": "这张卡已过期。",
    "Enter the 3-digit code.": "请填写三位安全码。",
    "Enter the 4-digit code.": "请填写四位安全码。",
    "Confirm with your bank": "请在发卡行确认",
    "Your bank wants to be sure that it is you. In a real payment you would confirm in your bank's app.": (
        "发卡行需要确认是您本人操作。真实付款时，您会在银行的应用中确认。"
    ),
    "Card": "银行卡",
    "Approve the payment": "同意付款",
    "Refuse the payment": "拒绝付款",
    "This payment is finished": "这笔付款已经结束",
    "There is nothing left to do here. The shop knows how it went.": "这里没有需要您再做的事了，商店已知道结果。",
    "Not found": "找不到页面",
    "There is no such payment page.": "没有这个付款页面。",
    "Something went wrong": "出了点问题",
    "Nothing was charged. Go back to the shop and try again.": "没有扣款。请返回商店再试一次。",
}


def translate(text: str, language: str) -> str:
    """`text` in `language`; English for anything not translated."""
    return ZH_HANS.get(text, text) if language == "zh-hans" else text


def language_of(asked: str) -> str:
    """The page language for a BCP 47 tag."""
    return "zh-hans" if asked.lower().startswith("zh") else "en"
