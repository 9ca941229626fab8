# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names and places of the demo companies and payees, all invented."""

COMPANIES = {
    "mihon": (
        "株式会社みほん製作所",
        "総務部　和田 恵子\n内線 210 ／ 048-990-0110\nmynumber@mihon.example",
    ),
    "hd": (
        "架空堂ホールディングス株式会社",
        "人事総務部 個人番号担当　北条 智美・藤井 菜摘\n"
        "内線 1210 ／ 045-990-1210\nmynumber@kakudo.example",
    ),
    "store": (
        "株式会社架空堂ストア",
        "架空堂ホールディングス 人事総務部 個人番号担当\n"
        "045-990-1210\nmynumber@kakudo.example",
    ),
}
DOMAINS = {"mihon": "mihon.example", "hd": "kakudo.example", "store": "kakudo.example"}
PAYEES = (
    (
        "hd",
        "藤沢",
        "玲子",
        "フジサワ",
        "レイコ",
        "神奈川県",
        "鎌倉市",
        "例示谷一丁目7番2号",
    ),
    (
        "hd",
        "岸",
        "遼太郎",
        "キシ",
        "リョウタロウ",
        "東京都",
        "世田谷区",
        "例示下馬三丁目4番5号",
    ),
    (
        "mihon",
        "橘",
        "正人",
        "タチバナ",
        "マサト",
        "埼玉県",
        "川口市",
        "例題東三丁目6番9号",
    ),
)
