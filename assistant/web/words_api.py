"""What programs are told by the API, in Chinese."""

from assistant.service.keys import Scope

STATUS = {
    400: "请求有误",
    401: "需要密钥",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种方法",
    409: "与现状冲突",
    413: "内容太大",
    415: "不支持这种格式",
    422: "参数有误",
    429: "请求太频繁",
    500: "没有处理成功",
    503: "服务还没有准备好",
}
DETAIL = {
    400: "请求的内容读不了：应当是 UTF-8 编码的 JSON，层次不要太深。",
    404: "没有这个地址。接口列表见 /api/docs。",
    405: "这个地址不支持这种请求方法。接口列表见 /api/docs。",
    413: "请求的内容太大，最多 1 MB。",
    415: "请求的内容应当是 JSON（请求头 Content-Type: application/json）。",
}
FAILED = "请求没有处理成功，原因已写入日志。请稍后再试；如果仍然不行，请告诉网站管理员。"
NOT_READY = "问答服务还没有启动好。请过几秒再试；如果一直这样，请告诉网站管理员。"
BUSY = "数据暂时读不了，原因已写入日志。请过几秒再试；如果一直这样，请告诉网站管理员。"
INVALID = "请求有误：{faults}。请对照 /api/docs 里的说明修改。"
FAULT = "{where} {what}"
# What is wrong with a value, by pydantic's name for it.
FAULTS = {
    "missing": "没有写",
    "extra_forbidden": "不是这个接口的参数",
    "json_invalid": "不是正确的 JSON（{error}）",
    "string_type": "应当是文字",
    "string_unicode": "里有不完整的字符",
    "string_too_short": "至少要有 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "string_pattern_mismatch": "的写法不对",
    "int_type": "应当是整数",
    "int_parsing": "应当是整数",
    "int_parsing_size": "太大了",
    "int_from_float": "应当是整数",
    "bool_type": "应当是 true 或 false",
    "bool_parsing": "应当是 true 或 false",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "enum": "只能是 {expected} 中的一个",
    "literal_error": "只能是 {expected} 中的一个",
    "list_type": "应当是列表",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少要有 {min_length} 项",
    "model_attributes_type": "应当是一个 JSON 对象",
    "model_type": "应当是一个 JSON 对象",
    "dict_type": "应当是一个 JSON 对象",
    "value_error": "{error}",
}
FAULT_OTHER = "的写法不对"
WRONG_CURSOR = "不是上一页给出的 next，请从第一页重新取"
NO_REPORT = "没有这份年报：{id}。编号见 GET /api/v1/reports。"
FOUND_ELSEWHERE = "原文在网上，本系统没有保存原件：请到 Location 所说的网址去取"
NO_ORIGINAL = "“{file}”的原件已不在收录时的位置，取不到了。全文仍可从 /api/v1/reports/{id}/text 取。"
NO_INDEX = "检索还没有准备好。请过几秒再试；如果一直这样，请告诉网站管理员。"
UNKNOWN_NAMES = "没有收录这些单位或地区的年报：{names}。收录了哪些见 GET /api/v1/bodies 和 /api/v1/regions。"
UNKNOWN_KINDS = "没有这种问题：{names}。可以写的有：{known}。"
NO_QUESTION = "问题是空的。请写上要问什么，如“澄屿市公安局2021年新收多少件申请”。"

# --- keys ------------------------------------------------------------------------------------
SCOPES: dict[Scope, str] = {Scope.ASK: "提问（ask）", Scope.READ: "查阅（read）", Scope.FEEDBACK: "反馈（feedback）"}
BEARER = "请求头 `Authorization: Bearer nb-…`。密钥由管理员用 `nianbao key add 名称` 建立。"
KEY_HEADER = "请求头 `X-API-Key: nb-…`，与 Authorization 任选一个。"
NO_KEY = "这个接口要带密钥：请求头写 Authorization: Bearer nb-…，或者 X-API-Key: nb-…。密钥请向网站管理员申请。"
WRONG_KEY = "密钥不对，或者已经停用。请检查有没有抄错；需要新的密钥请找网站管理员。"
WRONG_SCOPE = "这个密钥不能用来{needed}，它的用途是：{may}。需要的话请找网站管理员换一个密钥。"
TOO_MANY = "请求太频繁了，请过 {seconds} 秒再试。"
TOO_MANY_EARLIER = (
    "这一分钟里随问题带来的前面的问题太多了，它们每个都要重新回答。请过 {seconds} 秒再试，或者只带最近的几个。"
)
DAY_USED_UP = "这个密钥今天的 {daily} 次已经用完，UTC 零点（北京时间 8 点）以后可以再用。"
